// Supertraits from another header.
#pragma once

#include "support.h"
#include <async_trait/trait.h>

namespace base {

/// Can be closed.
struct [[async_trait_v2]] Closing {
  struct Reason;
  static constexpr int tries = 2;
  async<Reason> close() &&;
  /// Provided.
  async<int> left() const { co_return tries; }
};

template <class K, class... Ks>
struct [[async_trait_v2]] Keyed {
  using Key = lib::Box<K>;
  async<int> of(Key key, Ks... keys);
};

} // namespace base
