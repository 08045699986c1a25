// How a coroutine tells whoever started it that it has ended before it ever suspended.
//
// Resuming the caller from a callee's final suspension, symmetric transfer, costs two indirect
// jumps for each call and, where the compiler makes no tail calls (GCC below -O2, sanitizers),
// a stack frame for each call in a row. So whoever starts a coroutine leaves a note on its stack;
// one that ends while that note is the thread's innermost marks it and returns to the starter,
// which goes on without having suspended. Nothing is shared between threads: a coroutine that went
// to another thread does not find its note there and resumes its caller as usual.
#pragma once

#include <coroutine>

namespace async_trait::detail {

/// Whether the compiler makes every transfer a tail call, at every level of optimisation.
#if defined(__clang__)
inline constexpr bool transfers_are_tail_calls = true;
#else
inline constexpr bool transfers_are_tail_calls = false;
#endif

// Clang before 18 keeps what await_suspend returns in the frame of the coroutine that suspends, and
// reads it there afterwards.
#if defined(__clang__) && __clang_major__ < 18
inline constexpr bool ends_in_await_suspend = false;
#else
inline constexpr bool ends_in_await_suspend = true;
#endif

class inline_start;

/// Lies on the stack of a starter.
struct starter_note {
  const inline_start* awaited;
};

/// The innermost starter on this thread; null once what it started has ended.
inline constinit thread_local starter_note* innermost_starter = nullptr;

/// The started one's half, in a place of its own for as long as it runs.
class inline_start {
public:
  /// Resumes the coroutine `get()` and returns whether it ended, by the account of `ended`, which
  /// `get` may bring about itself. Once that is called this may be gone: a coroutine that suspended
  /// may be anywhere, one that ended may have freed itself. Where one of them may throw, there is a
  /// `fresh_stack` around this.
  template <class Get>
  [[gnu::always_inline]] bool start(Get get) {
    // Not in the note, whose address others know: so it stays in a register.
    starter_note* const outer = innermost_starter;
    starter_note note{this};
    note_ = &note;
    innermost_starter = &note;
    get().resume();
    const bool has_ended = innermost_starter == nullptr;
    innermost_starter = outer;
    return has_ended;
  }

  /// Called at the end: true if the starter waits on this thread's stack and will go on.
  bool ended() const noexcept {
    // Both ways: a note outlives the coroutine that it was for if that is dropped while it
    // suspends, and then the next one may have its address.
    if (note_ == nullptr || note_ != innermost_starter || note_->awaited != this)
      return false;
    innermost_starter = nullptr;
    return true;
  }

  /// Whether `start` was called.
  bool was_started() const noexcept { return note_ != nullptr; }

private:
  starter_note* note_ = nullptr;
};

/// What a coroutine transfers to that is to return to whoever resumed it.
inline std::coroutine_handle<> nobody() noexcept {
#if defined(__clang__)
  // Clang sees through its own, where it would have to call libstdc++'s.
  return std::coroutine_handle<>::from_address(__builtin_coro_noop());
#else
  return std::noop_coroutine();
#endif
}

/// Destroys a coroutine in its own final `await_suspend`, by the second word of its frame, where
/// GCC, Clang and MSVC have the function. `destroy()` may throw for all that the compiler knows,
/// and what it does about that in a noexcept function makes a short task too long to be inlined
/// into the shim of a Dyn, with Clang 22: 6.8 ns, not 5.5. Precondition: `ends_in_await_suspend`.
inline void destroy_suspended(std::coroutine_handle<> ended) noexcept {
  using function = void(void* frame) noexcept;
  void* const frame = ended.address();
  static_cast<function**>(frame)[1](frame);
}

/// Hides the starters below: for a loop that runs coroutines until one has ended.
class fresh_stack {
public:
  fresh_stack() noexcept : outer_(innermost_starter) { innermost_starter = nullptr; }
  fresh_stack(const fresh_stack&) = delete;
  fresh_stack& operator=(const fresh_stack&) = delete;
  ~fresh_stack() { innermost_starter = outer_; }

private:
  starter_note* outer_;
};

} // namespace async_trait::detail
