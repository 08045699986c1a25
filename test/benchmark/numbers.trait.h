#pragma once
#include <async_trait/trait.h>
#include <cstdint>
#include <optional>

namespace benchmarks {

/// What all contestants implement: numbers, one at a time.
struct [[async_trait_v2]] Numbers {
  async<std::optional<std::uint32_t>> next();
};

/// The same, each with its own place for the futures.
struct [[async_trait_v2("storage=async_trait::storage::heap")]] HeapNumbers {
  async<std::optional<std::uint32_t>> next();
};
struct [[async_trait_v2("storage=async_trait::storage::inplace<256>")]] InplaceNumbers {
  async<std::optional<std::uint32_t>> next();
};
struct [[async_trait_v2("storage=async_trait::storage::inplace_only<256>")]] InplaceOnlyNumbers {
  async<std::optional<std::uint32_t>> next();
};

} // namespace benchmarks
