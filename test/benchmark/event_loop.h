// The event loop of the benchmarks: at most one coroutine waits.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

namespace benchmarks {

struct event_loop {
  static inline std::coroutine_handle<> waiting;

  static void run() {
    while (waiting)
      std::exchange(waiting, nullptr).resume();
  }
};

/// Suspends once if Suspends, else not at all.
template <bool Suspends>
struct turn {
  bool await_ready() const noexcept { return !Suspends; }
  void await_suspend(std::coroutine_handle<> caller) const noexcept {
    event_loop::waiting = caller;
  }
  void await_resume() const noexcept {}
};

/// The outermost coroutine.
struct started {
  struct promise_type {
    started get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

/// Starts `future` and runs the event loop until it has ended.
template <class Result, class Future>
Result run_to_end(Future future) {
  Result result{};
  [](Future awaited, Result& to) -> started { to = co_await std::move(awaited); }(std::move(future),
                                                                                  result);
  event_loop::run();
  return result;
}

} // namespace benchmarks
