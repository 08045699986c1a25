#pragma once

#include "peer.trait.h"

#include <optional>

#include <async_trait/trait.h>

namespace demo {

struct DynPeer;
struct DynPeerRef;
struct Detail;

/// Mentions the Dyn of a header that includes this one, and a class that comes later.
struct [[async_trait_v2]] Call {
  async<DynPeer> peer();
  async<std::optional<DynPeer>> another(DynPeer old, DynPeerRef ref, DynPeer& same) const;
  DynPeer same(DynPeer peer);
  Detail next(Detail detail);
  int number() const;
};

struct Detail {
  int number;
};

} // namespace demo
