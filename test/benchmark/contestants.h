// The same source of numbers in every form that the benchmark compares.
#pragma once

#include "numbers.h"
#include "textbook_task.h"

#include <async_trait/task.h>

#include <coroutine>
#include <cstdint>
#include <optional>
#include <utility>

namespace benchmarks {

using number = std::optional<std::uint32_t>;

/// The event loop: at most one coroutine waits, and the benchmark resumes it.
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

/// Counts; never at an end.
class counter {
public:
  number advance() noexcept { return ++last_; }

private:
  std::uint32_t last_ = 0;
};

/// Implements the trait with a hand-written awaiter.
template <bool Suspends>
class by_awaiter {
public:
  struct next_future : turn<Suspends> {
    explicit next_future(counter& numbers) noexcept : source(&numbers) {}
    number await_resume() const noexcept { return source->advance(); }
    counter* source;
  };

  next_future next() noexcept { return next_future(counter_); }

private:
  counter counter_;
};

/// Implements the trait with a coroutine.
template <bool Suspends>
class by_task {
public:
  async_trait::task<number> next() {
    co_await turn<Suspends>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

/// What users do today.
class virtual_numbers {
public:
  virtual_numbers() = default;
  virtual_numbers(const virtual_numbers&) = delete;
  virtual_numbers& operator=(const virtual_numbers&) = delete;
  virtual ~virtual_numbers() = default;

  virtual textbook_task<number> next() = 0;
};

template <bool Suspends>
class by_virtual_task : public virtual_numbers {
public:
  textbook_task<number> next() override {
    co_await turn<Suspends>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

} // namespace benchmarks
