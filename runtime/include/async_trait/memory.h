// Where objects and futures that do not fit in place get their memory from, with the type erased.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait {

/// A source of memory. Two functions beside the data that they need: derive from it, and pass
/// functions that cast back. So aligned on every machine, as there are flags in a pointer to one.
struct alignas(8) memory {
  void* (*allocate)(memory& from, std::size_t size, std::size_t alignment);
  void (*deallocate)(memory& from, void* place, std::size_t size, std::size_t alignment) noexcept;
};

namespace detail {

/// The global heap.
inline constinit memory heap_memory = {
    [](memory&, std::size_t size, std::size_t alignment) {
      return alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                 ? ::operator new(size, std::align_val_t(alignment))
                 : ::operator new(size);
    },
    [](memory&, void* place, std::size_t, std::size_t alignment) noexcept {
      if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        ::operator delete(place, std::align_val_t(alignment));
      else
        ::operator delete(place);
    }};

/// A reference or pointer to a memory resource: `std::pmr::memory_resource`, an `arena`, or
/// whatever has the same two functions.
template <class R>
concept resource = requires(R& from, void* place, std::size_t size) {
  { from.allocate(size, size) } -> std::convertible_to<void*>;
  from.deallocate(place, size, size);
};

template <resource Resource>
class resource_memory : public memory {
public:
  explicit resource_memory(Resource& resource) noexcept
      : memory{[](memory& from, std::size_t size, std::size_t alignment) -> void* {
                 return static_cast<resource_memory&>(from).resource_->allocate(size, alignment);
               },
               [](memory& from, void* place, std::size_t size, std::size_t alignment) noexcept {
                 static_cast<resource_memory&>(from).resource_->deallocate(place, size, alignment);
               }},
        resource_(std::addressof(resource)) {}

private:
  Resource* resource_;
};

/// An allocator of the standard library's kind. It promises no more than the alignment of its
/// value type, so what needs more is placed by hand with its distance noted in front.
template <class Allocator>
class allocator_memory : public memory {
  struct alignas(std::max_align_t) unit {
    std::byte bytes[sizeof(std::max_align_t)];
  };
  using traits = typename std::allocator_traits<Allocator>::template rebind_traits<unit>;

public:
  explicit allocator_memory(const Allocator& allocator)
      : memory{[](memory& from, std::size_t size, std::size_t alignment) {
                 return static_cast<allocator_memory&>(from).take(size, alignment);
               },
               [](memory& from, void* place, std::size_t size, std::size_t alignment) noexcept {
                 static_cast<allocator_memory&>(from).give_back(place, size, alignment);
               }},
        allocator_(allocator) {}

private:
  static constexpr std::size_t units(std::size_t size, std::size_t alignment) noexcept {
    const std::size_t extra = alignment > alignof(unit) ? alignment : 0;
    return (size + extra + sizeof(unit) - 1) / sizeof(unit);
  }

  void* take(std::size_t size, std::size_t alignment) {
    unit* const first = std::to_address(traits::allocate(allocator_, units(size, alignment)));
    if (alignment <= alignof(unit))
      return first;
    const auto address = reinterpret_cast<std::uintptr_t>(first);
    const std::size_t distance = alignment - address % alignment;
    auto* const place = reinterpret_cast<std::byte*>(first) + distance;
    ::new (static_cast<void*>(place - sizeof(std::size_t))) std::size_t(distance);
    return place;
  }

  void give_back(void* place, std::size_t size, std::size_t alignment) noexcept {
    auto* first = static_cast<std::byte*>(place);
    if (alignment > alignof(unit))
      first -= *reinterpret_cast<const std::size_t*>(first - sizeof(std::size_t));
    using pointer = typename traits::pointer;
    traits::deallocate(allocator_,
                       std::pointer_traits<pointer>::pointer_to(*reinterpret_cast<unit*>(first)),
                       units(size, alignment));
  }

  [[no_unique_address]] typename traits::allocator_type allocator_;
};

/// How `source` is erased: a resource by reference or pointer, an allocator by value.
template <class Source>
auto erase_memory(const Source& source) {
  if constexpr (std::is_pointer_v<Source>)
    return resource_memory<std::remove_pointer_t<Source>>(*source);
  else
    return allocator_memory<Source>(source);
}

template <resource Resource>
auto erase_memory(Resource& source) {
  return resource_memory<Resource>(source);
}

} // namespace detail
} // namespace async_trait
