// What a project has without AsyncTrait: a coroutine type of its own.
#pragma once
#include <coroutine>
#include <exception>

namespace app {

template <class T = void>
struct task {
  struct promise_type;

  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<> caller) noexcept;
  T await_resume();
};

/// Yields several values: no future.
template <class T>
struct generator {
  struct promise_type;
  T* begin();
};

} // namespace app
