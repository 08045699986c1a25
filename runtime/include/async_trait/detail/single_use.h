// What debug builds notice of the misuse of futures. With NDEBUG none of it is there; the layout of
// futures is the same either way.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace async_trait::detail {

/// Says what was done with a future, and ends the program.
[[noreturn]] inline void end_misuse(const char* what) noexcept {
  std::fprintf(stderr, "async_trait: %s\n", what);
  std::abort();
}

/// A pointer to a function that is called once at most, and not any more once it was moved from.
template <class Function>
class single_use;

template <class R, class... Args>
class single_use<R(Args...)> {
public:
  single_use(R (*function)(Args...)) noexcept : function_(function) {}

#ifdef NDEBUG
  R operator()(Args... args) const { return function_(std::forward<Args>(args)...); }
#else
  single_use(single_use&& other) noexcept
      : function_(std::exchange(other.function_, &call_when_moved_from)) {}
  R operator()(Args... args) {
    return std::exchange(function_, &call_when_used)(std::forward<Args>(args)...);
  }

private:
  [[noreturn]] static R call_when_moved_from(Args...) {
    end_misuse("a Dyn future was awaited that had been moved from");
  }
  [[noreturn]] static R call_when_used(Args...) { end_misuse("a Dyn future was awaited twice"); }
#endif

private:
  R (*function_)(Args...);
};

} // namespace async_trait::detail
