#pragma once

#include <string>

#include <async_trait/trait.h>

namespace demo {

/// All its methods are const.
struct [[async_trait_v2]] Reading {
  struct Item;
  async<Item> get() const;
  int size() const;
};

/// One is not.
struct [[async_trait_v2]] Writing {
  struct Item;
  async<Item> get() const;
  void set(int v);
};

struct [[async_trait_v2]] Limited {
  static const int limit;
  struct Item;
  Item get() const;
  int twice() const { return 2 * limit; }
};

} // namespace demo
