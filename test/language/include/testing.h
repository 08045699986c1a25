// What the cases share: a check, a count of live objects, and a future that waits to be opened.
#pragma once

#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <utility>

#define CHECK(...)                                                                                 \
  do {                                                                                             \
    if (!(__VA_ARGS__)) {                                                                          \
      std::printf("%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__);                                \
      std::exit(1);                                                                                \
    }                                                                                              \
  } while (false)

namespace testing {

/// Counts the objects of the types that derive from it, moved-from ones included.
template <class Tag>
class Counted {
public:
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }

  static inline int alive = 0;
};

/// `co_await gate` suspends until `open()`.
class Gate {
public:
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) noexcept { waiting_ = caller; }
  void await_resume() const noexcept {}

  void open() { std::exchange(waiting_, nullptr).resume(); }
  bool is_awaited() const noexcept { return waiting_ != nullptr; }

private:
  std::coroutine_handle<> waiting_;
};

/// A coroutine that starts at once and is destroyed with its object, wherever it stands.
class Job {
public:
  struct promise_type {
    Job get_return_object() {
      return Job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { std::abort(); }
  };

  explicit Job(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Job(Job&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Job& operator=(Job&&) = delete;
  ~Job() {
    if (handle_)
      handle_.destroy();
  }
  bool done() const { return handle_.done(); }

private:
  std::coroutine_handle<promise_type> handle_;
};

} // namespace testing
