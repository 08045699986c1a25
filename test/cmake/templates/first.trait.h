#pragma once
#include <async_trait/trait.h>

struct [[async_trait_v2]] First {
  async<int> next();
};
