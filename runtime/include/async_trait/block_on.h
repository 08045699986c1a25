// From ordinary code into a future.
#pragma once

#include <async_trait/detail/frame_pool.h>
#include <async_trait/detail/inline_start.h>
#include <async_trait/detail/outcome.h>
#include <async_trait/future.h>

#include <condition_variable>
#include <coroutine>
#include <mutex>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail {

/// Set once, by whichever thread ends the work.
class completion {
public:
  void set() {
    const std::lock_guard lock(mutex_);
    done_ = true;
    // Under the lock: once it is free the waiter may be gone, and the condition with it.
    condition_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [this] { return done_; });
  }

private:
  std::mutex mutex_;
  std::condition_variable condition_;
  bool done_ = false;
};

/// The coroutine that `block_on` runs: it awaits the future and then tells.
template <class R>
class root {
public:
  class promise_type : public returns<R>, public pooled_frame {
  public:
    promise_type() noexcept { this->return_to(outcome_); }

    root get_return_object() noexcept {
      return root(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }

    struct tell {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> ended) const noexcept {
        ended.promise().completion_.set();
      }
      void await_resume() const noexcept {}
    };
    tell final_suspend() const noexcept { return {}; }

    completion completion_;
    outcome<R> outcome_;
  };

  root(const root&) = delete;
  root& operator=(const root&) = delete;
  ~root() { coroutine_.destroy(); }

  R run() {
    const fresh_stack stack;
    coroutine_.resume();
    coroutine_.promise().completion_.wait();
    return coroutine_.promise().outcome_.take();
  }

private:
  explicit root(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

/// An awaiter as it is: GCC does not await what is no class, whatever its `operator co_await`.
template <class A>
struct awaiting {
  bool await_ready() { return static_cast<bool>(awaiter.await_ready()); }
  template <class Promise>
  auto await_suspend(std::coroutine_handle<Promise> caller) {
    return awaiter.await_suspend(caller);
  }
  decltype(auto) await_resume() { return awaiter.await_resume(); }

  A& awaiter;
};

/// All but the result, which is left where it is.
template <class A>
struct awaiting_the_end : awaiting<A> {
  void await_resume() const noexcept {}
};

template <class R, class Awaiting>
root<R> await_at_root(Awaiting future) {
  co_return co_await future;
}

} // namespace detail

/// Awaits `future` and blocks this thread until it has ended; returns its result or throws what it
/// threw. Whatever the future needs to make progress must run on another thread. Takes one
/// coroutine frame, from the thread's pool. Any number of threads may call it, and a call inside a
/// call is fine.
template <detail::awaitable F>
future_result_t<F> block_on(F&& future) {
  using result = future_result_t<F>;
  using awaiter_type = std::remove_reference_t<detail::awaiter_t<F>>;
  auto&& awaiter = detail::get_awaiter(static_cast<F&&>(future));
  if constexpr (std::is_void_v<result> || std::is_reference_v<result> ||
                std::is_move_constructible_v<result>) {
    return detail::await_at_root<result>(detail::awaiting<awaiter_type>{awaiter}).run();
  } else { // It is made right where the caller wants it, on this thread.
    detail::await_at_root<void>(detail::awaiting_the_end<awaiter_type>{{awaiter}}).run();
    return awaiter.await_resume();
  }
}

} // namespace async_trait
