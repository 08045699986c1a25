// The coroutine type for those who have none of their own.
#pragma once

#include <async_trait/detail/frame_pool.h>
#include <async_trait/detail/inline_start.h>
#include <async_trait/detail/outcome.h>

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

/// What all tasks' promises share: whom to resume at the end.
class task_promise_base : public pooled_frame {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  struct resume_caller {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      const task_promise_base& promise = ended.promise();
      if (promise.inline_.ended())
        return nobody();
      return promise.caller_;
    }
    void await_resume() const noexcept {}
  };
  resume_caller final_suspend() const noexcept { return {}; }

  void set_caller(std::coroutine_handle<> caller) noexcept { caller_ = caller; }

  /// Runs the task, whose coroutine this is the promise of, until it ends (true) or suspends.
  bool start(std::coroutine_handle<> coroutine) { return inline_.start(coroutine); }

private:
  std::coroutine_handle<> caller_;
  inline_start inline_;
};

template <class R>
class task_promise : public task_promise_base, public returns<R> {
public:
  task<R> get_return_object() noexcept;
};

/// Awaits a task that somebody else owns.
template <class R>
class task_awaiter {
public:
  using handle = std::coroutine_handle<task_promise<R>>;

  explicit task_awaiter(handle coroutine) noexcept : coroutine_(coroutine) {}

  bool await_ready() const noexcept { return false; }

#if defined(__clang__)
  // Clang makes the transfer a tail call at every level, so that recursion is as deep as memory.
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    coroutine_.promise().set_caller(caller);
    coroutine_.promise().return_to(outcome_);
    return coroutine_;
  }
#else
  // GCC only does with -O2; a task that ends at once must not take a frame of the stack each time.
  bool await_suspend(std::coroutine_handle<> caller) { return run(coroutine_, caller, outcome_); }
#endif

  R await_resume() { return outcome_.take(); }

  /// Runs the task on this stack until it suspends (true) or ends (false).
  static bool run(handle coroutine, std::coroutine_handle<> caller, outcome<R>& reader) {
    task_promise<R>& promise = coroutine.promise();
    promise.set_caller(caller);
    promise.return_to(reader);
    return !promise.start(coroutine);
  }

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

  /// Precondition: it was neither moved from nor awaited before.
  detail::task_awaiter<R> operator co_await() && noexcept {
    return detail::task_awaiter<R>(coroutine_);
  }

  /// What a Dyn future does instead of awaiting it: runs it on this stack until it suspends (true)
  /// or ends (false), with its outcome made in `reader`.
  bool run(std::coroutine_handle<> caller, detail::outcome<R>& reader) {
    return detail::task_awaiter<R>::run(coroutine_, caller, reader);
  }

  void swap(task& other) noexcept { std::swap(coroutine_, other.coroutine_); }

private:
  friend promise_type;

  explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

template <class R>
task<R> detail::task_promise<R>::get_return_object() noexcept {
  return task<R>(std::coroutine_handle<task_promise>::from_promise(*this));
}

} // namespace async_trait

#undef ASYNC_TRAIT_AWAIT_ELIDABLE
