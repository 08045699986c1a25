#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace demo {

namespace helper {
inline int doubled(int value) { return 2 * value; }
} // namespace helper

enum class Order { up, down };

/// Most of it comes from one method.
struct [[async_trait_v2]] Numbers {
  /// What comes.
  struct Item;
  using Items = std::vector<Item>;
  static constexpr int step = 2;

  async<std::optional<Item>> next();

  /// How many are left; uses them up.
  async<std::size_t> count() {
    std::size_t result = 0;
    while (co_await next())
      ++result;
    co_return result;
  }

  /// The first so many.
  async<Items> take(std::size_t limit = 2) {
    Items items;
    while (items.size() < limit) {
      // One at a time, by `this`.
      std::optional<Item> item = co_await this->next();
      if (!item)
        break;
      items.push_back(std::move(*item));
    }
    co_return items;
  }

  /// Not a coroutine: hands on another's future.
  async<std::optional<Item>> first() { return next(); }

  async<void> skip(int times) {
    for (int i = 0; i < times * step; ++i)
      co_await next();
  }

  int priority() const noexcept { return helper::doubled(step) + bonus(); }
  int bonus() const noexcept { return 1; }
  Order order() const { return Order::down; }
  std::string describe(const std::string& prefix = "n") const {
    const auto text = [this](int number) { return std::to_string(number + priority()); };
    return prefix + text(1) + (order() == Order::up ? "+" : "-");
  }
  static int version() { return step + 1; }
  async<std::size_t> drain() && { co_return co_await count(); }

  template <class Visit>
  async<int> for_each(Visit visit) {
    int visited = 0;
    while (std::optional<Item> item = co_await next()) {
      visit(*item);
      ++visited;
    }
    co_return visited;
  }
  [[async_trait_v2("static_only")]] int twice_priority() const { return 2 * priority(); }
};

} // namespace demo
