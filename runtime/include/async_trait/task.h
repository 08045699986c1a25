// The coroutine type for those who have none of their own.
#pragma once

#include <async_trait/detail/frame_pool.h>
#include <async_trait/detail/inline_start.h>
#include <async_trait/detail/outcome.h>
#include <async_trait/detail/single_use.h>

#include <coroutine>
#include <type_traits>
#include <utility>

#if __has_cpp_attribute(clang::coro_await_elidable)
#define ASYNC_TRAIT_AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#else
#define ASYNC_TRAIT_AWAIT_ELIDABLE
#endif

namespace async_trait {

template <class R = void>
class task;

namespace detail {

/// What all tasks' promises share.
class task_promise_base : public pooled_frame {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  void set_caller(std::coroutine_handle<> caller) noexcept { caller_ = caller; }
  bool has_caller() const noexcept { return caller_ != nullptr; }

  /// Runs the task, whose coroutine this is the promise of, until it ends (true) or suspends.
  [[gnu::always_inline]] bool start(std::coroutine_handle<> coroutine) {
    if constexpr (!transfers_are_tail_calls)
      released_ = false;
    return inline_.start([=] { return coroutine; });
  }

  /// The same, but the coroutine has no owner from now on: it ends itself, now or later, as far as
  /// `ends_in_await_suspend` allows.
  [[gnu::always_inline]] bool start_released(std::coroutine_handle<> coroutine) {
    if constexpr (!transfers_are_tail_calls)
      released_ = true;
    return inline_.start([=] { return coroutine; });
  }

protected:
  bool is_released() const noexcept {
    // Where transfers are tail calls nothing else is started like this.
    return transfers_are_tail_calls ? inline_.was_started() : released_;
  }

  std::coroutine_handle<> caller_;
  inline_start inline_;
  bool released_; // Set when it starts, which is where it is asked for.
};

template <class R>
class task_promise : public task_promise_base, public returns<R> {
public:
  task<R> get_return_object() noexcept;

  /// Who goes on, and who ends the coroutine. One without an owner that ends before it ever
  /// suspended runs off its end, without the two indirect calls of a transfer to nobody and of a
  /// destruction through its handle. That it ends itself later, too, makes a suspending task behind
  /// a Dyn 0.62 of a virtual one, from 0.79, with Clang 22, and 0.69 from 0.81 with GCC 12.
  enum class end : unsigned char { resumes, resumes_gone, returns, returns_gone };

  struct at_end {
    end how;
    bool await_ready() const noexcept { return how == end::returns_gone; }
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<task_promise> ended) const noexcept {
      if constexpr (!transfers_are_tail_calls)
        if (how == end::returns)
          return nobody();
      const std::coroutine_handle<> caller = ended.promise().caller_;
      if (how == end::resumes_gone)
        destroy_suspended(ended);
      return caller;
    }
    void await_resume() const noexcept {}
  };
  at_end final_suspend() const noexcept {
    if (this->inline_.ended())
      return {this->is_released() ? end::returns_gone : end::returns};
    return {ends_in_await_suspend && this->is_released() ? end::resumes_gone : end::resumes};
  }
};

/// Awaits a task that somebody else owns.
template <class R>
class task_awaiter {
public:
  using handle = std::coroutine_handle<task_promise<R>>;

  explicit task_awaiter(handle coroutine) noexcept : coroutine_(coroutine) {}
  /// Precondition: `other` does not await yet.
  task_awaiter(task_awaiter&& other) noexcept : coroutine_(other.coroutine_) {}
  task_awaiter& operator=(task_awaiter&&) = delete;

  bool await_ready() const noexcept { return false; }

  auto await_suspend(std::coroutine_handle<> caller) {
    coroutine_.promise().set_caller(caller);
    coroutine_.promise().return_to(outcome_);
    // A task that ends at once must not take a frame of the stack each time.
    if constexpr (transfers_are_tail_calls)
      return std::coroutine_handle<>(coroutine_);
    else
      return !coroutine_.promise().start(coroutine_);
  }

  R await_resume() { return outcome_.take(); }

private:
  handle coroutine_;
  outcome<R> outcome_;
};

} // namespace detail

/// A coroutine that starts when it is awaited, and then belongs to whoever awaits it.
///
/// It is awaited once, as an rvalue: `co_await f()` or `co_await std::move(task)`. When it ends
/// its caller goes on, on the thread on which it ended; there is no synchronisation of its own, so
/// whatever resumes it elsewhere must order the two threads. Destroying it destroys the coroutine,
/// which must be suspended, or not started, or ended. Its frame comes from a pool of the thread
/// (detail/frame_pool.h) or, with Clang 20 and newer, often from its caller's frame. An exception
/// that leaves the coroutine is thrown to the caller. The shape is that of cppcoro's task.
template <class R>
class [[nodiscard]] ASYNC_TRAIT_AWAIT_ELIDABLE task {
public:
  using promise_type = detail::task_promise<R>;

  task(task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    task(std::move(other)).swap(*this);
    return *this;
  }
  ~task() {
    if (coroutine_)
      coroutine_.destroy();
  }

  /// Precondition: it was neither moved from nor awaited before, else debug builds end the program.
  detail::task_awaiter<R> operator co_await() && noexcept {
    check_use();
    return detail::task_awaiter<R>(coroutine_);
  }

  /// What a Dyn future does instead of awaiting it: runs it on this stack until it suspends (true)
  /// or ends (false), with its outcome made in `reader`, whose call it is. The coroutine owns
  /// itself from now on, as far as `ends_in_await_suspend`.
  [[gnu::always_inline]] bool run(std::coroutine_handle<> caller, detail::outcome<R>& reader) && {
    check_use();
    const auto coroutine = std::exchange(coroutine_, nullptr);
    promise_type& promise = coroutine.promise();
    promise.set_caller(caller);
    promise.return_to(reader);
    reader.call = detail::call_state::of_task(coroutine.address());
    return !promise.start_released(coroutine);
  }

  void swap(task& other) noexcept { std::swap(coroutine_, other.coroutine_); }

private:
  friend promise_type;

  explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  void check_use() const noexcept {
#ifndef NDEBUG
    if (!coroutine_)
      detail::end_misuse("a task was awaited that had been moved from");
    if (coroutine_.promise().has_caller())
      detail::end_misuse("a task was awaited twice");
#endif
  }

  std::coroutine_handle<promise_type> coroutine_;
};

template <class R>
task<R> detail::task_promise<R>::get_return_object() noexcept {
  return task<R>(std::coroutine_handle<task_promise>::from_promise(*this));
}

} // namespace async_trait

#undef ASYNC_TRAIT_AWAIT_ELIDABLE
