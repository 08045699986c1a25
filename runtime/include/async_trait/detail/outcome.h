// What a coroutine left behind: nothing yet, a value or an exception.
#pragma once

#include <async_trait/detail/room.h>

#include <exception>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// The result of a coroutine, in its promise. Without exceptions it has no room for one.
template <class R>
class outcome {
public:
  outcome() noexcept : room_() {}
  outcome(const outcome&) = delete;
  outcome& operator=(const outcome&) = delete;
  ~outcome() {
    if (state_ == state::value)
      room_.destroy();
#if __cpp_exceptions
    else if (state_ == state::error)
      error_.~exception_ptr();
#endif
  }

  /// Precondition: it is empty.
  template <class Make>
  void set(Make&& make) {
    room_.build(std::forward<Make>(make));
    state_ = state::value;
  }

  /// Called in a handler. Precondition: it is empty.
  void set_current_exception() noexcept {
#if __cpp_exceptions
    ::new (static_cast<void*>(&error_)) std::exception_ptr(std::current_exception());
    state_ = state::error;
#else
    std::terminate();
#endif
  }

  /// Moves the value out, or throws. Precondition: one was set.
  R take() {
#if __cpp_exceptions
    if (state_ == state::error) [[unlikely]]
      std::rethrow_exception(error_);
#endif
    return room_.take();
  }

private:
  enum class state : unsigned char { empty, value, error };

  union {
    room<R> room_;
#if __cpp_exceptions
    std::exception_ptr error_;
#endif
  };
  state state_ = state::empty;
};

/// The half of a promise that takes the result: `return_value` or `return_void`.
template <class R>
class returns {
public:
  // A number is converted where it is returned: there the compiler sees that a constant fits.
  void return_value(R value)
    requires std::is_arithmetic_v<R>
  {
    outcome_.set([&]() -> R { return value; });
  }
  template <class U = R>
    requires(!std::is_arithmetic_v<R> && std::is_convertible_v<U&&, R>)
  void return_value(U&& value) {
    outcome_.set([&]() -> R { return std::forward<U>(value); });
  }
  void unhandled_exception() noexcept { outcome_.set_current_exception(); }
  R take() { return outcome_.take(); }

private:
  outcome<R> outcome_;
};

template <>
class returns<void> {
public:
  void return_void() noexcept {}
  void unhandled_exception() noexcept { outcome_.set_current_exception(); }
  void take() { outcome_.take(); }

private:
  outcome<void> outcome_;
};

} // namespace async_trait::detail
