#pragma once
#include <string>

#include <async_trait/trait.h>

#include "net.h"

namespace demo {

/// Its Dyn futures are Asio's coroutines.
struct [[async_trait_v2("future=net::awaitable")]] Clock {
  async<int> tick(int by);
  async<std::string> name() const;
  async<void> stop() &&;
};

} // namespace demo
