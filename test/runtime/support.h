// What the tests of the runtime share: counters, an event, and coroutines of other kinds.
#pragma once

#include <async_trait/async_trait.h>

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace test {

/// Allocations of this thread by `operator new` since the start; see allocations.cpp.
std::size_t allocations() noexcept;

/// Allocations of all threads that were not given back.
long living_allocations() noexcept;

/// While it lives, the allocation of this thread that comes after `after` others fails, once.
class failing_allocation {
public:
  explicit failing_allocation(std::size_t after) noexcept;
  failing_allocation(const failing_allocation&) = delete;
  failing_allocation& operator=(const failing_allocation&) = delete;
  ~failing_allocation();
};

/// What `work` allocates.
template <class Work>
std::size_t allocations_of(Work&& work) {
  const std::size_t before = allocations();
  work();
  return allocations() - before;
}

/// Counts its instances, moved-from ones too.
class tracked {
public:
  tracked() noexcept { ++alive; }
  tracked(const tracked&) noexcept { ++alive; }
  tracked(tracked&&) noexcept { ++alive; }
  tracked& operator=(const tracked&) = default;
  ~tracked() { --alive; }

  inline static std::atomic<int> alive = 0;
};

/// Neither moved nor copied.
struct pinned {
  explicit pinned(int number) : value(number), self(this) {}
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;

  int value;
  const pinned* self;
};

/// Its move constructor throws where `armed` says so.
struct throws_when_moved {
  explicit throws_when_moved(bool is_armed) : armed(is_armed) {}
  throws_when_moved(throws_when_moved&& other) : armed(other.armed) {
#if __cpp_exceptions
    if (armed)
      throw std::runtime_error("moved");
#endif
  }

  bool armed;
  tracked counter;
};

/// A value or an error: like an optional in all but what it holds.
struct expected {
  expected() = default;
  explicit expected(int number) : value(number) {}
  static expected failure(int code) {
    expected result;
    result.error = code;
    return result;
  }

  bool has_value() const { return error == 0; }
  int operator*() const { return value; }

  int value = 0;
  int error = 0;
};

/// A policy of the user's own: 32 bytes in place, then memory that is counted.
struct counting_policy {
  static constexpr std::size_t capacity = 32;
  static void* allocate(std::size_t size, std::size_t) {
    void* const place = ::operator new(size);
    ++blocks;
    return place;
  }
  static void deallocate(void* place, std::size_t, std::size_t) noexcept {
    --blocks;
    ::operator delete(place);
  }

  inline static int blocks = 0;
};

/// Suspends whoever awaits it until `set`, which goes on with the last that came.
class event {
public:
  void set() { std::exchange(waiting_, nullptr).resume(); }
  bool is_awaited() const noexcept { return waiting_ != nullptr; }

  void keep(std::coroutine_handle<> caller) noexcept { waiting_ = caller; }

  // Not its own awaiter: GCC 12 would await a copy where a lambda has it by reference.
  class awaiter {
  public:
    explicit awaiter(event& awaited) noexcept : event_(awaited) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) const noexcept { event_.keep(caller); }
    void await_resume() const noexcept {}

  private:
    event& event_;
  };
  awaiter operator co_await() noexcept { return awaiter(*this); }

private:
  std::coroutine_handle<> waiting_;
};

/// The awaiter of an implementer that needs no coroutine: waits for an event, then has a number.
/// `Size` bytes large at least; counts its instances.
template <std::size_t Size = 1, std::size_t Alignment = 1>
class number_after {
public:
  number_after(event& when, int number) noexcept : event_(when), number_(number) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) noexcept { event_.keep(caller); }
  int await_resume() const noexcept { return number_; }

private:
  event& event_;
  int number_;
  tracked counter_;
  alignas(Alignment) std::byte filling_[Size] = {};
};

/// A number, at once, from an awaiter of `Size` bytes at least.
template <std::size_t Size = 1, std::size_t Alignment = 1>
class number_now {
public:
  explicit number_now(int number) noexcept : number_(number) {}

  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept {
    // An awaiter that was not placed as its type asks for yields nothing sensible.
    return reinterpret_cast<std::uintptr_t>(filling_) % Alignment == 0 ? number_ : -1;
  }

private:
  int number_;
  tracked counter_;
  alignas(Alignment) std::byte filling_[Size] = {};
};

/// The lazy task of the textbooks, with symmetric transfer.
template <class R>
class [[nodiscard]] textbook_task {
public:
  struct promise_type {
    textbook_task get_return_object() noexcept {
      return textbook_task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    struct resume_caller {
      bool await_ready() const noexcept { return false; }
      template <class Promise>
      std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) noexcept {
        return ended.promise().caller;
      }
      void await_resume() const noexcept {}
    };
    resume_caller final_suspend() const noexcept { return {}; }
    template <class U>
    void return_value(U&& value) {
      result.emplace(std::forward<U>(value));
    }
    void unhandled_exception() noexcept { error = std::current_exception(); }

    std::coroutine_handle<> caller;
    std::optional<R> result;
    std::exception_ptr error;
  };

  textbook_task(textbook_task&& other) noexcept
      : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  textbook_task& operator=(textbook_task&&) = delete;
  ~textbook_task() {
    if (coroutine_)
      coroutine_.destroy();
  }

  class awaiter {
  public:
    explicit awaiter(std::coroutine_handle<promise_type> coroutine) noexcept
        : coroutine_(coroutine) {}
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
      coroutine_.promise().caller = caller;
      return coroutine_;
    }
    R await_resume() const {
      if (coroutine_.promise().error)
        std::rethrow_exception(coroutine_.promise().error);
      return *std::move(coroutine_.promise().result);
    }

  private:
    std::coroutine_handle<promise_type> coroutine_;
  };
  awaiter operator co_await() && noexcept { return awaiter(coroutine_); }

private:
  explicit textbook_task(std::coroutine_handle<promise_type> coroutine) noexcept
      : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

/// The same, but its own awaiter.
template <class R>
class [[nodiscard]] awaiting_task {
public:
  struct promise_type : textbook_task<R>::promise_type {
    awaiting_task get_return_object() noexcept {
      return awaiting_task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };

  explicit awaiting_task(std::coroutine_handle<promise_type> coroutine) noexcept
      : coroutine_(coroutine) {}
  awaiting_task(awaiting_task&& other) noexcept
      : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  awaiting_task& operator=(awaiting_task&&) = delete;
  ~awaiting_task() {
    if (coroutine_)
      coroutine_.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
    coroutine_.promise().caller = caller;
    return coroutine_;
  }
  R await_resume() const { return *std::move(coroutine_.promise().result); }

private:
  std::coroutine_handle<promise_type> coroutine_;
};

/// An implementer of all the traits with `next`: calls a function object.
template <class Next>
struct source {
  explicit source(Next function) : next(std::move(function)) {}
  number_now<> close() && { return number_now<>(0); }

  Next next;
  tracked counter;
};

/// A coroutine that somebody starts, and may drop wherever it stands.
class operation {
public:
  struct promise_type {
    operation get_return_object() noexcept {
      return operation(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };

  operation(operation&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  operation& operator=(operation&&) = delete;
  ~operation() { drop(); }

  void start() { coroutine_.resume(); }
  bool is_done() const { return coroutine_.done(); }
  void drop() {
    if (const auto coroutine = std::exchange(coroutine_, nullptr))
      coroutine.destroy();
  }

private:
  explicit operation(std::coroutine_handle<promise_type> coroutine) noexcept
      : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

/// Awaits `future`, drops the result and tells.
template <class Future>
operation run(Future future, bool* ended = nullptr) {
  static_cast<void>(co_await std::move(future));
  if (ended != nullptr)
    *ended = true;
}

} // namespace test
