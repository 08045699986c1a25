// A coroutine type whose frames live in a static array. async_trait::task is not for a program
// without a heap: its frames come from operator new.
#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>

namespace board {

/// The frames of all jobs. More or larger ones than there is room for end the program.
class frame_slots {
public:
  void* take(std::size_t size) noexcept {
    if (size <= slot_size)
      for (slot& each : slots_)
        if (!std::exchange(each.is_taken, true))
          return each.bytes;
    std::abort();
  }
  void give_back(void* frame) noexcept {
    for (slot& each : slots_)
      if (each.bytes == frame)
        each.is_taken = false;
  }

private:
  static constexpr std::size_t slot_size = 1024; // Unoptimised frames are larger.
  static constexpr std::size_t count = 8;

  struct slot {
    alignas(std::max_align_t) std::byte bytes[slot_size];
    bool is_taken;
  };
  std::array<slot, count> slots_{};
};

inline constinit frame_slots job_frames;

/// What the promises of all jobs share.
class job_promise_base {
public:
  static void* operator new(std::size_t size) { return job_frames.take(size); }
  static void operator delete(void* frame, std::size_t) noexcept { job_frames.give_back(frame); }

  std::suspend_always initial_suspend() const noexcept { return {}; }

  struct resume_caller {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      return ended.promise().caller;
    }
    void await_resume() const noexcept {}
  };
  resume_caller final_suspend() const noexcept { return {}; }
  [[noreturn]] void unhandled_exception() const noexcept { std::abort(); }

  std::coroutine_handle<> caller = std::noop_coroutine();
};

template <class R>
struct job_promise;

/// Starts when it is awaited, or by `start` when nobody awaits it. Ends with its owner.
template <class R>
class [[nodiscard]] job {
public:
  using promise_type = job_promise<R>;

  job(job&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  job& operator=(job&&) = delete;
  ~job() {
    if (coroutine_)
      coroutine_.destroy();
  }

  void start() { coroutine_.resume(); }
  bool is_done() const { return coroutine_.done(); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
    coroutine_.promise().caller = caller;
    return coroutine_;
  }
  R await_resume() const { return coroutine_.promise().take(); }

private:
  friend promise_type;
  explicit job(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_;
};

template <class R>
struct job_promise : job_promise_base {
  job<R> get_return_object() noexcept {
    return job<R>(std::coroutine_handle<job_promise>::from_promise(*this));
  }
  void return_value(R value) { result.emplace(std::move(value)); }
  R take() { return *std::move(result); }

  std::optional<R> result;
};
template <>
struct job_promise<void> : job_promise_base {
  job<void> get_return_object() noexcept {
    return job<void>(std::coroutine_handle<job_promise>::from_promise(*this));
  }
  void return_void() const noexcept {}
  void take() const noexcept {}
};

} // namespace board
