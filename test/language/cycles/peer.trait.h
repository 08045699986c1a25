#pragma once

#include "call.trait.h"

#include <async_trait/trait.h>

namespace demo {

struct DynCall;

struct [[async_trait_v2]] Peer {
  async<DynCall> call();
  DynCall same_call(DynCall call) const;
  async<int> value() const;
};

} // namespace demo
