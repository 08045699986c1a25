#pragma once
#include <memory>

#include <async_trait/trait.h>

namespace demo {

/// Knows no event loop.
struct [[async_trait_v2]] Feed {
  async<int> next();
  async<std::unique_ptr<int>> item();
  async<int&> counter();
  async<void> rest();
};

} // namespace demo
