#include "contestant.h"

#include <cstdlib>
#include <iterator>
#include <new>

namespace {

std::size_t allocations_so_far = 0;

} // namespace

// Counted, not replaced: what the general heap costs is part of the comparison.
void* operator new(std::size_t size) {
  ++allocations_so_far;
  if (void* const place = std::malloc(size))
    return place;
  std::abort();
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, std::size_t) noexcept { std::free(place); }

namespace benchmarks {

std::string numbered(std::string way, std::size_t number) {
  way += '/';
  way += std::to_string(number);
  return way;
}

std::size_t allocations() noexcept { return allocations_so_far; }

std::vector<contestant> all_contestants() {
  std::vector<contestant> all;
  for (auto* const group : {&dispatch_contestants, &storage_contestants, &decorator_contestants,
                            &live_type_contestants}) {
    std::vector<contestant> more = group();
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }
  return all;
}

} // namespace benchmarks
