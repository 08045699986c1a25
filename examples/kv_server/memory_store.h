// A store in memory. Its futures are complete from the start, so a call costs what the table costs.
#pragma once

#include "decimal.h"

#include <async_trait/ready.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace kv {

/// Implements Store. Each call is done when it is made.
class MemoryStore {
public:
  async_trait::ready_future<std::optional<std::string>> get(std::string_view key) {
    std::optional<std::string> value;
    if (const auto found = values_.find(key); found != values_.end())
      value.emplace(found->second);
    return async_trait::ready_future(std::move(value));
  }

  async_trait::ready_future<void> set(std::string_view key, std::string_view value) {
    if (const auto found = values_.find(key); found != values_.end())
      found->second = value;
    else
      values_.emplace(key, value);
    return async_trait::ready();
  }

  async_trait::ready_future<bool> erase(std::string_view key) {
    const auto found = values_.find(key);
    const bool existed = found != values_.end();
    if (existed)
      values_.erase(found);
    return async_trait::ready(existed);
  }

  async_trait::ready_future<bool> exists(std::string_view key) {
    return async_trait::ready(values_.contains(key));
  }

  async_trait::ready_future<std::int64_t> add(std::string_view key, std::int64_t delta) {
    const auto found = values_.find(key);
    const bool existed = found != values_.end();
    const std::int64_t sum = add_checked(existed ? parse_decimal(found->second) : 0, delta);
    if (existed)
      found->second = std::to_string(sum);
    else
      values_.emplace(key, std::to_string(sum));
    return async_trait::ready(sum);
  }

  async_trait::ready_future<std::uint64_t> size() {
    return async_trait::ready<std::uint64_t>(values_.size());
  }

private:
  /// Finds a key by a view of it.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const noexcept {
      return std::hash<std::string_view>()(key);
    }
  };

  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> values_;
};

} // namespace kv
