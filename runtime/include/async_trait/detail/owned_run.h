// A future that runs for an object of another library, which has no coroutine to await it.
#pragma once

#include <async_trait/future.h>

#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// A coroutine that awaits a future for an `Owner`: `run_for` makes it. Dropped with this, wherever
/// it stands.
template <class Owner>
class owned_run {
public:
  struct promise_type {
    template <class Make>
    promise_type(Owner& of, const Make&) noexcept : owner(&of) {}

    owned_run get_return_object() noexcept {
      return owned_run(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    struct tells {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> ended) const noexcept {
        ended.promise().owner->finish();
      }
      void await_resume() const noexcept {}
    };
    tells final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { owner->set_error(std::current_exception()); }

    Owner* owner;
  };

  owned_run(owned_run&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  owned_run& operator=(owned_run&&) = delete;
  ~owned_run() {
    if (coroutine_)
      coroutine_.destroy();
  }

  void start() { coroutine_.resume(); }

private:
  explicit owned_run(std::coroutine_handle<promise_type> coroutine) noexcept
      : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

/// What `run_for` calls where there is a future already: it lives in the coroutine from then on,
/// and ends with that.
template <class Future>
auto moved_in(Future&& future) {
  return [kept = std::move(future)]() mutable -> Future&& { return std::move(kept); };
}

/// Awaits the future that `make()` returns, which is called once, inside the coroutine. The owner
/// is told its result, by `set_value` unless that is void, or its exception, by `set_error`; then,
/// by `finish`, that the coroutine is suspended for good: there both may be ended.
template <class Owner, class Make>
owned_run<Owner> run_for(Owner& owner, Make make) {
  if constexpr (std::is_void_v<future_result_t<std::invoke_result_t<Make&>>>)
    co_await make();
  else
    owner.set_value(co_await make());
}

} // namespace async_trait::detail
