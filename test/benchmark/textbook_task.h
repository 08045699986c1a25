// What people write today: a lazy task with symmetric transfer, returned by a virtual method.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace benchmarks {

/// What the promises of all results share.
struct textbook_promise {
  struct final_awaiter {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) noexcept {
      return ended.promise().continuation;
    }
    void await_resume() noexcept {}
  };

  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() { error = std::current_exception(); }

  std::coroutine_handle<> continuation;
  std::exception_ptr error;
};

template <class R>
struct textbook_result : textbook_promise {
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
  R take() { return std::move(*value); }

  std::optional<R> value;
};
template <>
struct textbook_result<void> : textbook_promise {
  void return_void() {}
  void take() {}
};

template <class R>
class [[nodiscard]] textbook_task {
public:
  struct promise_type : textbook_result<R> {
    textbook_task get_return_object() {
      return textbook_task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };

  textbook_task(textbook_task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  textbook_task& operator=(textbook_task&&) = delete;
  ~textbook_task() {
    if (handle_)
      handle_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    handle_.promise().continuation = caller;
    return handle_;
  }
  R await_resume() {
    if (handle_.promise().error)
      std::rethrow_exception(handle_.promise().error);
    return handle_.promise().take();
  }

private:
  explicit textbook_task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

} // namespace benchmarks
