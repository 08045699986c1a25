#pragma once
#include <async_trait/trait.h>
namespace demo {
/// Yields its items one at a time.
struct [[async_trait_v2]] AsyncIter {
  /// What the iterator yields.
  struct Item;
  async<Item*> next();
};
} // namespace demo
