#pragma once
#include <async_trait/trait.h>

namespace traits {

struct [[async_trait_v2]] Counter {
  async<int> count();
};

} // namespace traits
