// A future that is complete from the start.
#pragma once

#include <async_trait/future.h>

#include <coroutine>
#include <type_traits>
#include <utility>

namespace async_trait {

/// What `ready` returns: an awaiter that holds its result and never suspends.
template <class R>
class [[nodiscard]] ready_future {
public:
  explicit ready_future(R&& value) noexcept(std::is_nothrow_move_constructible_v<R>)
      : value_(std::forward<R>(value)) {}

  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  R await_resume() noexcept(std::is_nothrow_move_constructible_v<R>) {
    return std::forward<R>(value_);
  }

private:
  R value_;
};

template <>
class [[nodiscard]] ready_future<void> {
public:
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

/// A future of `value`, complete already. Allocates nothing; name the type, `ready<R>(value)`,
/// for another than the argument's: `ready<int&>(counter)` yields a reference.
template <class R = any, class U>
auto ready(U&& value) {
  using result = std::conditional_t<std::is_same_v<R, any>, std::decay_t<U>, R>;
  return ready_future<result>(static_cast<result>(std::forward<U>(value)));
}

/// A future of nothing, complete already.
inline ready_future<void> ready() noexcept { return {}; }

} // namespace async_trait
