#pragma once
#include <memory>
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

/// Its Dyn futures are the usual ones.
struct [[async_trait_v2]] Source {
  async<int> next();
  async<int&> counter();
  async<void> rest();
};

/// The same, of a result that has no default.
struct [[async_trait_v2]] Tickets {
  async<std::unique_ptr<int>> draw();
};

} // namespace demo
