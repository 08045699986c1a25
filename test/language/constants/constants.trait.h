#pragma once

#include <array>
#include <chrono>
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

/// In every form that a constant and its initialiser may have.
struct [[async_trait_v2]] Forms {
  static const char* const title;
  static const int sizes[3];
  static constexpr const char* unit = "ms";
  static constexpr int steps[] = {1, 2, 3};
  static constexpr char tag[] = "abc";
  static constexpr int count{3};
  static constexpr std::array<int, 2> pair = {4, 5};
  static constexpr std::chrono::seconds timeout{6};
  int first() const;
};

} // namespace demo
