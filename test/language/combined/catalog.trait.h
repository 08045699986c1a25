#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace shop {

/// Anything that can be closed.
struct [[async_trait_v2]] Closing {
  /// Why it could not be.
  struct [[async_trait_v2("requires std::copyable<Error>")]] Error;

  /// Ends it.
  async<std::optional<Error>> close() &&;
};

/// A catalog of things that are found by their keys.
template <std::totally_ordered Key, class... Tags>
  requires(sizeof...(Tags) < 4)
struct [[async_trait_v2]] Catalog : Closing {
  /// What it has on offer.
  struct [[async_trait_v2("requires std::movable<Item> && std::default_initializable<Item>")]] Item;

  /// Several at once.
  using Items = std::vector<Item>;

  /// How people call it.
  static const std::string name;
  /// How many it returns at most.
  static constexpr std::size_t page = 2;

  /// Finds one.
  [[nodiscard]] async<std::optional<Item>> find(const Key& key) const;
  /// Finds those with all the tags.
  async<Items> find(Tags... tags, std::size_t limit = page) const;
  /// Adds one, and waits for it to be seen.
  async<void> add(Key key, Item item, std::chrono::milliseconds time = std::chrono::seconds(1));
  /// How many there are.
  std::size_t size() const noexcept;

  /// Whether there is one.
  async<bool> has(const Key& key) const {
    const std::optional<Item> item = co_await find(key);
    co_return item.has_value();
  }

  /// Opens one by its name.
  static async<std::unique_ptr<int>> open(std::string name);
};

} // namespace shop
