#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>

#include <async_trait/trait.h>

namespace demo {

/// Cannot be moved: it is made where it is read.
struct Fixed {
  explicit Fixed(int number) : value(number) {}
  Fixed(const Fixed&) = delete;
  Fixed& operator=(const Fixed&) = delete;
  int value;
};

/// Results of every kind.
struct [[async_trait_v2]] Store {
  struct Item;

  async<void> nothing();
  async<> default_nothing();
  async<std::unique_ptr<Item>> owned();
  async<Item&> reference();
  async<const Item&> constant() const;
  async<Item*> pointer();
  async<Item&&> taken();
  async<std::optional<std::tuple<Item, int>>> combined();
  async<int (*)(int)> function();
  async<int (&)[3]> array();
  async<std::variant<Item, std::string>> either(bool first);
  async<bool> flag() const;
  async<Fixed> fixed();
  async<double> converted();

  Item& now();
  int (*function_now())(int);
  auto trailing() const -> std::array<Item, 2>;
  Fixed fixed_now() const;
};

} // namespace demo
