#pragma once

#include <optional>

#include <async_trait/trait.h>

namespace demo {

struct [[async_trait_v2]] Closing {
  struct Error;
  async<std::optional<Error>> close() &&;
};

/** Has all that is looked up in a type. */
struct [[async_trait_v2]] Source : Closing {
  struct Item;
  template <class U>
  using Or = std::optional<U>;
  static const int limit;
  async<Or<Item>> next();
  int size() const noexcept;
  static int count();
};

/// Only methods.
struct [[async_trait_v2]] Counter {
  async<int> count() const;
};

} // namespace demo
