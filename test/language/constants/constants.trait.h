#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <async_trait/trait.h>

namespace demo {

enum class Level { low, high };

/// Constants, required and with defaults.
struct [[async_trait_v2]] Codec {
  struct Symbol;
  /// The name, for people.
  static const std::string name;
  static const int version;
  /// How much it reads at once.
  static constexpr std::size_t block_size = 4096;
  static constexpr std::string_view suffix = ".bin";
  static constexpr Level level = Level::high;
  static constexpr std::size_t two_blocks = 2 * block_size;
  static const std::array<Symbol, 2> marks;
  static constexpr Symbol (*convert)(int) = nullptr;

  async<Symbol> decode(std::size_t count = block_size) const;
};

/// Nothing but constants with defaults.
struct [[async_trait_v2]] Limits {
  static constexpr int lowest = 0;
  static constexpr int highest = 100;
};

} // namespace demo
