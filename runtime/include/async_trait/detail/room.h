// Room for a result that comes later.
#pragma once

#include <memory>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

template <class R>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// A std::optional of plain data, which GCC writes in two parts and copies as one word: that has to
/// wait until both are in the cache, so it is read as it was written. Clang does better by itself
/// (a static task 5.8 ns, not 6.6). What only looks like one may have more to it than its value.
#if defined(__clang__)
template <class R>
concept plain_optional = false;
#else
template <class R>
concept plain_optional = is_optional<std::remove_const_t<R>> && std::is_trivially_copyable_v<R>;
#endif

/// Raw room for one `R`; references are kept as pointers.
template <class R>
union room {
  // A result that is const for its receiver is moved to it like any other.
  using value_type = std::remove_const_t<R>;

  room() noexcept {}
  ~room() {}

  template <class Make>
  void build(Make&& make) {
    ::new (static_cast<void*>(std::addressof(value))) value_type(std::forward<Make>(make)());
  }
  /// From what a coroutine returned.
  template <class From>
  void convert(From&& from) {
    void* const place = std::addressof(value);
    if constexpr (std::is_same_v<std::remove_cvref_t<From>, R> && plain_optional<R>) {
      if (from.has_value())
        ::new (place) R(std::in_place, *from);
      else
        ::new (place) R();
    } else {
      ::new (place) value_type(std::forward<From>(from));
    }
  }
  R take() noexcept(std::is_nothrow_move_constructible_v<value_type>) {
    if constexpr (plain_optional<R>) {
      if (value.has_value())
        return R(std::in_place, *value);
      return R();
    } else {
      return std::move(value);
    }
  }
  void destroy() noexcept { std::destroy_at(std::addressof(value)); }

  value_type value;
};

template <class R>
  requires std::is_reference_v<R>
union room<R> {
  template <class Make>
  void build(Make&& make) {
    R result = std::forward<Make>(make)();
    value = std::addressof(result);
  }
  template <class From>
  void convert(From&& from) {
    build([&]() -> R { return std::forward<From>(from); });
  }
  R take() noexcept { return static_cast<R>(*value); }
  void destroy() noexcept {}

  std::remove_reference_t<R>* value;
};

template <class R>
  requires std::is_void_v<R>
union room<R> {
  template <class Make>
  void build(Make&& make) {
    std::forward<Make>(make)();
  }
  void take() noexcept {}
  void destroy() noexcept {}
};

} // namespace async_trait::detail
