// Must not compile: a small future that asks for more alignment than there is in place.
#include "traits.h"

struct alignas(64) aligned {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};

test::DynPlacedClosing too_strict() {
  struct closing {
    aligned close() && { return {}; }
  };
  return closing();
}
