#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include <async_trait/trait.h>

namespace demo {

template <class T>
concept Small = sizeof(T) <= 8;

/// Several associated types with bounds, and aliases.
struct [[async_trait_v2]] Table {
  /// What a row is found by.
  struct [[async_trait_v2("requires std::totally_ordered<Key> && std::copyable<Key>")]] Key;
  /// What is found.
  struct [[async_trait_v2("requires std::movable<Value>",
                          "requires (sizeof(Value) > 1 || std::same_as<Value, char>)")]] Value;
  struct [[async_trait_v2("requires Small<Index> && std::constructible_from<Index, int>")]] Index;

  /// Fixed for all.
  using Error = std::error_code;
  /// One row.
  using Row = std::pair<Key, Value>;
  using Rows = std::map<Key, Row>;
  using Handler = void (*)(const Row&);
  template <class T>
  using Keyed = std::pair<Key, T>;

  async<std::optional<Row>> find(Key key, Handler handler = nullptr);
  async<Rows> all() const;
  async<Keyed<Index>> position(const Keyed<Value>& entry);
  Error last_error() const noexcept;
};

} // namespace demo
