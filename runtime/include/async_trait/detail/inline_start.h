// How a coroutine tells whoever started it that it has ended before it ever suspended.
//
// Resuming the caller from a callee's final suspension, symmetric transfer, costs two indirect
// jumps for each call and, where the compiler makes no tail calls (GCC below -O2, sanitizers),
// a stack frame for each call in a row. So whoever starts a coroutine notes it in a word of the
// thread; one that ends while its note is still there clears it and returns to the starter, which
// goes on without having suspended. Nothing is shared between threads: a coroutine that went to
// another thread does not find its note there and resumes its caller as usual.
#pragma once

#include <coroutine>

namespace async_trait::detail {

/// The coroutine that the innermost starter on this thread waits for, by its promise.
inline constinit thread_local const void* starting = nullptr;

/// Resumes `coroutine` and returns whether it ended, by the account of `ended_inline(who)`.
/// Afterwards only then may its frame still be used: one that suspended may be anywhere.
inline bool start_inline(std::coroutine_handle<> coroutine, const void* who) {
  struct note {
    const void* outer;
    ~note() { starting = outer; }
  };
  const note restore{starting};
  starting = who;
  coroutine.resume();
  return starting != who;
}

/// Called when `who` ends: true if its starter waits on this thread's stack and will go on.
inline bool ended_inline(const void* who) noexcept {
  if (starting != who)
    return false;
  starting = nullptr;
  return true;
}

/// Hides the starters below: for a loop that runs coroutines until one has ended.
class fresh_stack {
public:
  fresh_stack() noexcept : outer_(starting) { starting = nullptr; }
  fresh_stack(const fresh_stack&) = delete;
  fresh_stack& operator=(const fresh_stack&) = delete;
  ~fresh_stack() { starting = outer_; }

private:
  const void* outer_;
};

} // namespace async_trait::detail
