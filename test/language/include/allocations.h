// Counts the allocations of the program that includes this, in one file alone.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

namespace testing {

inline int allocations = 0;

} // namespace testing

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++testing::allocations;
  if (void* const memory = std::malloc(size))
    return memory;
  std::abort();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
