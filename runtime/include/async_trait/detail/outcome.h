// What a coroutine left behind: nothing yet, a value or an exception.
#pragma once

#include <async_trait/detail/call_state.h>
#include <async_trait/detail/inline_start.h>
#include <async_trait/detail/room.h>

#include <exception>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// Whether nothing has to be done at the end of a result.
template <class R>
inline constexpr bool trivially_ended = std::is_void_v<R> || std::is_trivially_destructible_v<R>;

/// The result of a coroutine, with its reader. Without exceptions it has no room for one. Whether
/// there is a value is only known where the destructor has to know.
template <class R>
class outcome {
public:
  outcome() noexcept : room_() {}
  /// Of a Dyn call.
  explicit outcome(memory* source) noexcept : call(source), room_() {}
  outcome(const outcome&) = delete;
  outcome& operator=(const outcome&) = delete;
  ~outcome() {
    if constexpr (!trivially_ended<R>)
      if (has_value_)
        room_.destroy();
#if __cpp_exceptions
    if (call.failed())
      error_.~exception_ptr();
#endif
  }

  /// Precondition: it is empty.
  template <class Make>
  void set(Make&& make) {
    room_.build(std::forward<Make>(make));
    note_value();
  }

  template <class From>
  void convert(From&& from) {
    room_.convert(std::forward<From>(from));
    note_value();
  }

  /// The coroutine returned, and its reader need not call anything if it is a Dyn, except where
  /// the coroutine is left to it.
  void note_return() noexcept {
    if constexpr (ends_in_await_suspend)
      call = call_state();
  }

  /// Called in a handler. Out of line: it would be in every coroutine.
  [[gnu::noinline, gnu::cold]] void set_current_exception() noexcept {
#if __cpp_exceptions
    if constexpr (!trivially_ended<R>) // A local variable's destructor threw.
      if (std::exchange(has_value_, false))
        room_.destroy();
    ::new (static_cast<void*>(&error_)) std::exception_ptr(std::current_exception());
    call.fail();
#else
    std::terminate();
#endif
  }

  /// Moves the value out, or throws. Precondition: one was set.
  R take() {
    throw_error();
    return take_value();
  }

  /// Throws if that is what the coroutine did.
  void throw_error() {
#if __cpp_exceptions
    if (call.failed()) [[unlikely]]
      rethrow();
#endif
  }

  /// Moves the value out. Precondition: there is one.
  R take_value() noexcept(noexcept(std::declval<room<R>&>().take())) { return room_.take(); }

  call_state call; ///< Whether it failed and, of a Dyn call, what is in flight.

private:
  struct nothing {};

  void note_value() noexcept {
    if constexpr (!trivially_ended<R>)
      has_value_ = true;
  }

#if __cpp_exceptions
  // Out of line: it would be a good part of the code of every call.
  [[noreturn, gnu::noinline, gnu::cold]] void rethrow() {
    std::exception_ptr error = std::move(error_);
    error_.~exception_ptr();
    call = call_state();
    std::rethrow_exception(std::move(error));
  }
#endif

  union {
    room<R> room_;
#if __cpp_exceptions
    std::exception_ptr error_;
#endif
  };
  [[no_unique_address]] std::conditional_t<trivially_ended<R>, nothing, bool> has_value_{};
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

/// What is as well returned by value, in registers. An optional is not: see `room::convert`.
template <class R>
concept returned_by_value = std::is_trivially_copyable_v<R> && std::is_move_constructible_v<R> &&
                            !plain_optional<R> && sizeof(R) <= 2 * sizeof(void*);

/// The same with `return_value` or `return_void`.
template <class R>
class returns : public returns_to<R> {
public:
  // Converted where it is returned: there the compiler sees that a constant fits, or is null.
  void return_value(R value)
    requires returned_by_value<R>
  {
    this->reader_->convert(std::move(value));
    this->reader_->note_return();
  }
  template <class U = R>
    requires(!returned_by_value<R> && std::is_convertible_v<U &&, R>)
  void return_value(U&& value) {
    this->reader_->convert(std::forward<U>(value));
    this->reader_->note_return();
  }
};
template <>
class returns<void> : public returns_to<void> {
public:
  void return_void() noexcept { this->reader_->note_return(); }
};

} // namespace async_trait::detail
