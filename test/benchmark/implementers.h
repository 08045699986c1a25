// The same source of numbers in every form that is compared.
#pragma once

#include "event_loop.h"
#include "numbers.h"
#include "textbook_task.h"

#include <async_trait/task.h>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace benchmarks {

using number = std::optional<std::uint32_t>;

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

/// The same with something to do at the future's end.
class by_guarded_awaiter {
public:
  class next_future : public turn<false> {
  public:
    explicit next_future(by_guarded_awaiter& owner) noexcept : owner_(&owner) {
      owner.is_called_ = true;
    }
    next_future(next_future&&) = delete;
    next_future& operator=(next_future&&) = delete;
    ~next_future() { owner_->is_called_ = false; }

    number await_resume() const noexcept { return owner_->counter_.advance(); }

  private:
    by_guarded_awaiter* owner_;
  };

  next_future next() noexcept { return next_future(*this); }

private:
  counter counter_;
  bool is_called_ = false;
};

/// The same with a future that the standard policy has no room for.
class by_large_awaiter {
public:
  struct next_future : by_awaiter<false>::next_future {
    using by_awaiter<false>::next_future::next_future;
    std::byte scratch[200];
  };

  next_future next() noexcept { return next_future(counter_); }

private:
  counter counter_;
};

/// Implements the trait with a coroutine of the kind that Task is.
template <template <class> class Task, bool Suspends>
class by_coroutine {
public:
  Task<number> next() {
    co_await turn<Suspends>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

template <bool Suspends>
using by_task = by_coroutine<async_trait::task, Suspends>;

/// What users do today: a virtual method that returns a task.
template <template <class> class Task>
class virtual_numbers {
public:
  virtual_numbers() = default;
  virtual_numbers(const virtual_numbers&) = delete;
  virtual_numbers& operator=(const virtual_numbers&) = delete;
  virtual ~virtual_numbers() = default;

  virtual Task<number> next() = 0;
};

template <template <class> class Task, bool Suspends>
class by_virtual_coroutine : public virtual_numbers<Task> {
public:
  Task<number> next() override {
    co_await turn<Suspends>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

} // namespace benchmarks
