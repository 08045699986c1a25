// What a coroutine left behind: nothing yet, a value or an exception.
#pragma once

#include <async_trait/detail/room.h>

#include <exception>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// The result of a coroutine, with its reader. Without exceptions it has no room for one.
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

  template <class From>
  void convert(From&& from) {
    room_.convert(std::forward<From>(from));
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

/// The half of a promise that takes the result. It is made where its reader looks for it, who says
/// where that is before the coroutine starts: so it is moved once, and needs no room in the frame.
template <class R>
class returns_to {
public:
  void return_to(outcome<R>& reader) noexcept { reader_ = &reader; }
  void unhandled_exception() noexcept { reader_->set_current_exception(); }

protected:
  outcome<R>* reader_ = nullptr;
};

/// The same with `return_value` or `return_void`.
template <class R>
class returns : public returns_to<R> {
public:
  // A number is converted where it is returned: there the compiler sees that a constant fits.
  void return_value(R value)
    requires std::is_arithmetic_v<R>
  {
    this->reader_->convert(value);
  }
  template <class U = R>
    requires(!std::is_arithmetic_v<R> && std::is_convertible_v<U &&, R>)
  void return_value(U&& value) {
    this->reader_->convert(std::forward<U>(value));
  }
};
template <>
class returns<void> : public returns_to<void> {
public:
  void return_void() noexcept {}
};

} // namespace async_trait::detail
