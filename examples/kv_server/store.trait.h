#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <async_trait/trait.h>
#include "store_error.h"

namespace kv {

/// Values by their keys; both are any bytes.
///
/// What a `std::string_view` refers to must live until the future has ended. A change is there for
/// good, as far as the store keeps anything, when its future ends; one that throws has changed
/// nothing. Calls may overlap, but all are made on one thread, which is where their futures end.
struct [[async_trait_v2]] Store {
  async<std::optional<std::string>> get(std::string_view key);

  async<void> set(std::string_view key, std::string_view value);

  /// Whether there was such a key.
  async<bool> erase(std::string_view key);

  async<bool> exists(std::string_view key);

  /// Adds to the decimal number at `key`, which is 0 where there is none, and yields the sum, all in
  /// one step. Throws NotAnInteger if that is no number or the sum has no room in one.
  async<std::int64_t> add(std::string_view key, std::int64_t delta);

  /// How many keys there are.
  async<std::uint64_t> size();
};

} // namespace kv
