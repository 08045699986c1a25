// Policies: where a Dyn future keeps the future of the implementer.
//
// A policy is a type with
//
//   static constexpr std::size_t capacity;                             what fits is in place
//   static void* allocate(std::size_t size, std::size_t alignment);    for what does not fit
//   static void deallocate(void* place, std::size_t size, std::size_t alignment) noexcept;
//
// A future fits that is no larger than that many bytes: what a call keeps beside it, its awaiter
// unless that is large, has room of its own. Without the two functions, what does not fit is a
// compile error. A future that is only a handle, like a task, is kept as it is under every policy.
#pragma once

#include <async_trait/memory.h>

#include <cstddef>

namespace async_trait::storage {

/// N bytes inside the Dyn future; what does not fit is a compile error.
template <std::size_t N>
struct inplace_only {
  static constexpr std::size_t capacity = N;
};

/// N bytes inside the Dyn future, else the heap.
template <std::size_t N>
struct inplace : inplace_only<N> {
  static void* allocate(std::size_t size, std::size_t alignment) {
    return detail::heap_memory.allocate(detail::heap_memory, size, alignment);
  }
  static void deallocate(void* place, std::size_t size, std::size_t alignment) noexcept {
    detail::heap_memory.deallocate(detail::heap_memory, place, size, alignment);
  }
};

/// Always the heap.
struct heap : inplace<0> {};

/// What a trait that names no policy gets.
using standard = inplace<8 * sizeof(void*)>;

} // namespace async_trait::storage
