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

class inline_start;

/// Lies on the stack of a starter.
struct starter_note {
  const inline_start* awaited; // Null once it has ended.
  starter_note* outer;
};

/// The innermost starter on this thread.
inline constinit thread_local starter_note* innermost_starter = nullptr;

/// The started one's half, in a place of its own for as long as it runs.
class inline_start {
public:
  /// Resumes `coroutine` and returns whether it ended, by the account of `ended`. Afterwards only
  /// then may this still be used: a coroutine that suspended may be anywhere.
  bool start(std::coroutine_handle<> coroutine) {
    struct scope : starter_note {
      ~scope() { innermost_starter = outer; }
    };
    scope note{{this, innermost_starter}};
    note_ = &note;
    innermost_starter = &note;
    coroutine.resume();
    return note.awaited == nullptr;
  }

  /// Called at the end: true if the starter waits on this thread's stack and will go on.
  bool ended() const noexcept {
    // Both ways: a note outlives the coroutine that it was for if that is dropped while it
    // suspends, and then the next one may have its address.
    if (note_ == nullptr || note_ != innermost_starter || note_->awaited != this)
      return false;
    note_->awaited = nullptr;
    return true;
  }

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
