// What people write today: a lazy task with symmetric transfer, returned by a virtual method.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace benchmarks {

template <class R>
class [[nodiscard]] textbook_task {
public:
  struct promise_type {
    textbook_task get_return_object() {
      return textbook_task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct final_awaiter {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
        return ended.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    final_awaiter final_suspend() noexcept { return {}; }
    template <class U>
    void return_value(U&& result) {
      value.emplace(std::forward<U>(result));
    }
    void unhandled_exception() { error = std::current_exception(); }

    std::coroutine_handle<> continuation;
    std::optional<R> value;
    std::exception_ptr error;
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
    return std::move(*handle_.promise().value);
  }

private:
  explicit textbook_task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

} // namespace benchmarks
