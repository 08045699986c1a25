#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace own {

struct executor {};

/// A lazy coroutine of the least kind, with a second parameter like that of asio::awaitable.
template <class T, class Executor = executor>
class lazy {
public:
  struct promise_base {
    std::coroutine_handle<> caller = std::noop_coroutine();
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct final_awaiter {
      bool await_ready() noexcept { return false; }
      template <class P>
      std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
        return h.promise().caller;
      }
      void await_resume() noexcept {}
    };
    final_awaiter final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { std::terminate(); }
  };
  struct promise_value : promise_base {
    using kept = std::conditional_t<std::is_reference_v<T>, std::remove_reference_t<T>*, T>;
    std::optional<kept> result;
    template <class U>
    void return_value(U&& u) {
      if constexpr (std::is_reference_v<T>)
        result = &u;
      else
        result.emplace(std::forward<U>(u));
    }
    T get() {
      if constexpr (std::is_reference_v<T>)
        return static_cast<T>(**result);
      else
        return std::move(*result);
    }
  };
  struct promise_void : promise_base {
    void return_void() {}
    void get() {}
  };
  struct promise_type : std::conditional_t<std::is_void_v<T>, promise_void, promise_value> {
    lazy get_return_object() {
      return lazy(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };
  explicit lazy(std::coroutine_handle<promise_type> h) : h_(h) {}
  lazy(lazy&& o) noexcept : h_(std::exchange(o.h_, nullptr)) {}
  lazy& operator=(lazy&&) = delete;
  ~lazy() {
    if (h_)
      h_.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> c) {
    h_.promise().caller = c;
    return h_;
  }
  T await_resume() { return h_.promise().get(); }

private:
  std::coroutine_handle<promise_type> h_;
};
} // namespace own
