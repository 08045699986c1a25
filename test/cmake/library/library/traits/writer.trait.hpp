#pragma once
#include <async_trait/trait.h>

namespace traits {

struct [[async_trait_v2]] Writer {
  async<void> write(int value);
};

} // namespace traits
