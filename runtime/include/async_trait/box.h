// The object inside an owning or shared Dyn: one block of memory that holds, in this order, a copy
// of the allocator if one was given, a header, and the object right behind it.
#pragma once

#include <async_trait/detail/object_life.h>
#include <async_trait/memory.h>

#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// What can be done with a block whose type is forgotten.
struct block_functions {
  void (*free)(void* object) noexcept;
  /// The memory of the allocator that was given at construction; null without one.
  memory* (*source)(void* object) noexcept;
};

/// Stands right before the object, so that a pointer to the object is all that a Dyn keeps.
struct block_header {
  const block_functions* functions;
  std::atomic<std::size_t> owners; // Counted by shared Dyns; an owning one is the only one.

  static block_header& of(void* object) noexcept {
    return *std::launder(static_cast<block_header*>(object) - 1);
  }
};

/// The heap, when no allocator was given.
struct no_source {};

/// The block of a `T`. `Source` is a class derived from `memory`, or `no_source`.
template <class T, class Source>
class block {
public:
  template <class... Args>
  static void* make(Source source, Args&&... args) {
    std::byte* const start = allocate(source);
    guard undo{start, source};
    void* const object = start + object_offset;
    ::new (object) T(std::forward<Args>(args)...);
    undo.start = nullptr;
    ::new (static_cast<void*>(start)) Source(std::move(source));
    ::new (static_cast<void*>(start + object_offset - sizeof(block_header)))
        block_header{&functions, 1};
    return object;
  }

private:
  static constexpr std::size_t stricter(std::size_t a, std::size_t b) noexcept {
    return a < b ? b : a;
  }
  static constexpr std::size_t alignment =
      stricter(alignof(T), stricter(alignof(block_header), alignof(Source)));
  static constexpr std::size_t object_offset =
      ((std::is_empty_v<Source> ? 0 : sizeof(Source)) + sizeof(block_header) + alignment - 1) /
      alignment * alignment;
  static constexpr std::size_t size = object_offset + sizeof(T);

  struct guard {
    std::byte* start;
    Source& source;
    ~guard() {
      if (start != nullptr)
        deallocate(source, start);
    }
  };

  static memory& memory_of(Source& source) noexcept {
    if constexpr (std::is_same_v<Source, no_source>)
      return heap_memory;
    else
      return source;
  }
  static std::byte* allocate(Source& source) {
    memory& from = memory_of(source);
    return static_cast<std::byte*>(from.allocate(from, size, alignment));
  }
  static void deallocate(Source& source, void* start) noexcept {
    memory& from = memory_of(source);
    from.deallocate(from, start, size, alignment);
  }

  static Source& source_of(void* object) noexcept {
    return *std::launder(
        reinterpret_cast<Source*>(static_cast<std::byte*>(object) - object_offset));
  }
  static void free(void* object) noexcept {
    Source& kept = source_of(object);
    Source source(std::move(kept));
    kept.~Source();
    deallocate(source, static_cast<std::byte*>(object) - object_offset);
  }
  static memory* erased_source(void* object) noexcept {
    if constexpr (std::is_same_v<Source, no_source>)
      return nullptr;
    else
      return &source_of(object);
  }

  static constexpr block_functions functions = {&free, &erased_source};
};

/// A `T` on the heap. Throws what `new` and the constructor throw, and then nothing is left.
template <class T, class... Args>
void* make_boxed(Args&&... args) {
  return block<T, no_source>::make(no_source(), std::forward<Args>(args)...);
}

/// A `T` in memory of `allocator`, which is kept beside it for its futures.
template <class T, class Allocator, class... Args>
void* make_boxed_with(const Allocator& allocator, Args&&... args) {
  auto source = erase_memory(allocator);
  return block<T, decltype(source)>::make(std::move(source), std::forward<Args>(args)...);
}

/// Ends an object that `make_boxed` or `make_boxed_with` made.
template <class T>
void drop_boxed(void* object) noexcept {
  std::destroy_at(static_cast<T*>(object));
  note_end(object);
  block_header::of(object).functions->free(object);
}

} // namespace async_trait::detail
