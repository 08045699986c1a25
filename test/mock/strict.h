// A coroutine type that, like those of some libraries, can await nothing of another kind.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace shop {

template <class R>
struct strict_result {
  std::optional<R> value;

  void return_value(R result) { value = std::move(result); }
  R take() { return std::move(*value); }
};
template <>
struct strict_result<void> {
  void return_void() {}
  void take() {}
};

/// Has a default value, which cannot be awaited.
template <class R>
class strict {
public:
  struct promise_type : strict_result<R> {
    std::coroutine_handle<> caller;
    std::exception_ptr error;

    struct resume_caller {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
        return ended.promise().caller;
      }
      void await_resume() const noexcept {}
    };

    strict get_return_object() {
      return strict(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    resume_caller final_suspend() const noexcept { return {}; }
    void unhandled_exception() { error = std::current_exception(); }

    template <class U>
    strict<U>&& await_transform(strict<U>&& other) {
      return std::move(other);
    }
  };

  strict() = default;
  strict(strict&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  strict& operator=(strict&&) = delete;
  ~strict() {
    if (coroutine_)
      coroutine_.destroy();
  }

  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) {
    coroutine_.promise().caller = caller;
    return coroutine_;
  }
  R await_resume() {
    if (coroutine_.promise().error)
      std::rethrow_exception(coroutine_.promise().error);
    return coroutine_.promise().take();
  }

private:
  explicit strict(std::coroutine_handle<promise_type> coroutine) : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

} // namespace shop
