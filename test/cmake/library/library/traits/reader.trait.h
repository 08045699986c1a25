#pragma once
#include "counter.trait.h"
#include "extra.h"
#include "settings.h"

namespace traits {

inline constexpr const char* greeting = GREETING;

struct [[async_trait_v2]] Reader {
  struct Unit;
  async<Unit> read(int limit = capacity);
};

} // namespace traits
