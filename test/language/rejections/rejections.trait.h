#pragma once

#include <concepts>
#include <optional>
#include <string>

#include <async_trait/trait.h>

namespace demo {

struct [[async_trait_v2]] AsyncIter {
  struct [[async_trait_v2("requires std::movable<Item>")]] Item;
  static const int limit;
  async<std::optional<Item>> next();
  async<int> size(const std::string& unit) const;
  bool done() const noexcept;
};

} // namespace demo
