#pragma once

#include <string>

#include <async_trait/trait.h>

namespace demo {

/// How objects get into Dyn types and out of them.
struct [[async_trait_v2]] Counter {
  struct Value;
  async<Value> next();
  Value last() const;
};

} // namespace demo
