#pragma once
#include <string>

#include <asio/awaitable.hpp>
#include <async_trait/trait.h>

namespace demo {

/// Its Dyn futures are Asio's coroutines.
struct [[async_trait_v2("future=asio::awaitable")]] Clock {
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

} // namespace demo
