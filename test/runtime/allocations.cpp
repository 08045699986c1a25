// The global allocation functions, counting, for the program that it is linked into. The thread
// sanitizer has its own, so that nothing is counted there.
#include "support.h"

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t count = 0;
thread_local std::size_t until_failure = 0; // 0: never.
std::atomic<long> living = 0;

[[maybe_unused]] void* take(std::size_t size, std::size_t alignment) {
  ++count;
  if ((until_failure != 0 && --until_failure == 0) || size > PTRDIFF_MAX - alignment)
    throw std::bad_alloc();
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  void* const place = std::aligned_alloc(alignment, rounded);
  if (place == nullptr)
    throw std::bad_alloc();
  ++living;
  return place;
}

[[maybe_unused]] void give_back(void* place) noexcept {
  if (place == nullptr)
    return;
  --living;
  std::free(place);
}

} // namespace

namespace test {

std::size_t allocations() noexcept { return count; }
long living_allocations() noexcept { return living; }

failing_allocation::failing_allocation(std::size_t after) noexcept { until_failure = after + 1; }
failing_allocation::~failing_allocation() { until_failure = 0; }

} // namespace test

#if defined(__has_feature)
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if !HAS_FEATURE(thread_sanitizer)

void* operator new(std::size_t size) { return take(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* place) noexcept { give_back(place); }
void operator delete(void* place, std::size_t) noexcept { give_back(place); }
void operator delete(void* place, std::align_val_t) noexcept { give_back(place); }
void operator delete(void* place, std::size_t, std::align_val_t) noexcept { give_back(place); }

#endif
