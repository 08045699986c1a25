#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <async_trait/trait.h>

namespace storage {

/// What is known of an object.
struct ObjectMeta {
  std::string path;
  std::size_t size = 0;
  auto operator<=>(const ObjectMeta&) const = default;
};

struct PutOptions {
  bool overwrite = true;
};

/// In the shape of object_store::ObjectStore.
struct [[async_trait_v2]] ObjectStore {
  using Bytes = std::vector<std::byte>;
  template <class T>
  using Outcome = std::variant<T, std::string>;

  async<Outcome<ObjectMeta>> put(std::string_view path, Bytes data, PutOptions options = {});
  async<Outcome<Bytes>> get(std::string_view path) const;
  async<Outcome<std::vector<Bytes>>>
  get_ranges(std::string_view path,
             std::span<const std::pair<std::size_t, std::size_t>> ranges) const;
  async<std::optional<ObjectMeta>> head(std::string_view path) const;
  async<void> list(std::string_view prefix, std::function<bool(const ObjectMeta&)> visit) const;
  async<bool> remove(std::string_view path);

  async<Outcome<ObjectMeta>> copy(std::string_view from, std::string_view to) {
    Outcome<Bytes> data = co_await get(from);
    if (Bytes* const bytes = std::get_if<Bytes>(&data))
      co_return co_await put(to, std::move(*bytes));
    co_return Outcome<ObjectMeta>(std::get<std::string>(std::move(data)));
  }
};

/// A store of values by keys.
template <std::totally_ordered K, std::movable V>
struct [[async_trait_v2]] KeyValueStore {
  struct Error;
  async<std::optional<V>> get(const K& key) const;
  async<std::optional<V>> insert(K key, V value);
  async<bool> erase(const K& key);
  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  async<bool> contains(const K& key) const {
    const auto found = co_await get(key);
    co_return found.has_value();
  }
};

struct DynTransaction;

/// What happens in it happens whole or not at all.
struct [[async_trait_v2]] Transaction {
  async<void> execute(std::string statement);
  /// A part that can be given up by itself.
  async<DynTransaction> savepoint();
  [[nodiscard]] async<bool> commit() &&;
  async<void> rollback() &&;
};

} // namespace storage
