#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <async_trait/trait.h>

namespace demo {

/// Something that other people's types implement.
struct [[async_trait_v2]] Sequence {
  struct Item;
  static const std::string name;
  static constexpr int rank = 1;
  async<std::optional<Item>> pop();
  async<std::size_t> length() const;
  bool is_empty() const noexcept;
  async<Item> last(Item fallback) &&;
  async<std::size_t> twice_length() const { co_return 2 * co_await length(); }
  int weight() const { return 7 + rank; }
  static Item nothing();
  template <class T>
  async<bool> contains(T value) const;
};

struct [[async_trait_v2]] Stack : Sequence {
  async<void> push(Item item);
};

template <class Unit>
struct [[async_trait_v2]] Scale {
  async<Unit> weigh() const;
};

/// A supertrait's methods that not every view of an object has.
struct [[async_trait_v2]] Level {
  async<int> top() &;
  int depth();
  int depth() const;
};
struct [[async_trait_v2]] Floor : Level {
  int area() const;
};

} // namespace demo
