// expect: the implementer's future is too large for the trait's storage policy
#include "options.h"

#include <async_trait/async_trait.h>

#include <array>

struct Large {
  struct Future {
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    int await_resume() const noexcept { return bytes[0]; }
    std::array<char, 100> bytes{};
  };
  Future get() { return {}; }
};

demo::DynSmall make() { return Large(); }
