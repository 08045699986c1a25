#pragma once
#include <async_trait/trait.h>
#include <cstdint>
#include <optional>

namespace benchmarks {

/// What all contestants implement: numbers, one at a time.
struct [[async_trait_v2]] Numbers {
  async<std::optional<std::uint32_t>> next();
};

} // namespace benchmarks
