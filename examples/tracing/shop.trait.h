#pragma once
#include <string>
#include <async_trait/trait.h>

namespace shop {

/// What is there to be sold.
struct [[async_trait_v2]] Stock {
  /// Takes some of an item away; returns how many are left.
  async<int> take(std::string item, int count);
};

/// Sends letters.
struct [[async_trait_v2]] Mail {
  async<void> send(std::string to, std::string text);
};

/// Takes orders.
struct [[async_trait_v2]] Orders {
  async<void> place(std::string customer, std::string item, int count);
};

} // namespace shop
