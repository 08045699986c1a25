#pragma once

#include <array>
#include <cstddef>

#include <async_trait/trait.h>

namespace demo {

/// An implementer decides how large its blocks are, so their type is its own.
struct [[async_trait_v2]] Device {
  static constexpr std::size_t block_size = 4;
  using Block = std::array<char, block_size>;
  using Index = std::size_t;

  async<Block> read(Index index);
  void write(Index index, const std::array<char, block_size>& block);
  async<Index> size() const;
  /// Under a name that a Dyn has, too.
  Block copy(Index from);
  void copy(Index from, Index to);
};

/// Inherits such methods.
struct [[async_trait_v2]] Disk : Device {
  async<void> sync();
};

} // namespace demo
