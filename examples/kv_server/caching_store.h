// A decorator by hand: a store that remembers values of another one.
#pragma once

#include "store.h"
#include "value_cache.h"

#include <async_trait/task.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kv {

/// Implements Store by another one, of a known type or any Dyn type of the trait. It answers `get`
/// and `exists` with what it has read before; a change goes to the store and is forgotten here.
template <Store Inner>
class CachingStore {
public:
  /// Keeps up to `limit` bytes of keys and values. Precondition: nobody else changes `inner`.
  CachingStore(Inner inner, std::size_t limit) : inner_(std::move(inner)), cache_(limit) {}

  async_trait::task<std::optional<std::string>> get(std::string_view key) {
    if (const std::string* const known = cache_.find(key))
      co_return *known;
    const Stripe& stripe = stripe_of(key);
    const std::uint64_t changes_before = stripe.changes;
    std::optional<std::string> value = co_await inner_.get(key);
    // What was read while somebody changed it may be out of date by now.
    if (value && stripe.changing == 0 && stripe.changes == changes_before)
      cache_.put(key, *value);
    co_return value;
  }

  async_trait::task<> set(std::string_view key, std::string_view value) {
    const Change change(*this, key);
    co_await inner_.set(key, value);
  }

  async_trait::task<bool> erase(std::string_view key) {
    const Change change(*this, key);
    co_return co_await inner_.erase(key);
  }

  async_trait::task<bool> exists(std::string_view key) {
    if (cache_.find(key) != nullptr)
      co_return true;
    co_return co_await inner_.exists(key);
  }

  async_trait::task<std::int64_t> add(std::string_view key, std::int64_t delta) {
    const Change change(*this, key);
    co_return co_await inner_.add(key, delta);
  }

  async_trait::task<std::uint64_t> size() { co_return co_await inner_.size(); }

private:
  /// The changes of all keys of one hash: little to keep, and a change of one key seldom stands in
  /// the way of another's reader.
  struct Stripe {
    std::size_t changing = 0;  // Right now,
    std::uint64_t changes = 0; // and so far.
  };

  Stripe& stripe_of(std::string_view key) {
    return stripes_[std::hash<std::string_view>()(key) % stripes_.size()];
  }

  /// While it lives its key is changed, as far as anybody knows: one that fails may have done so.
  class Change {
  public:
    Change(CachingStore& store, std::string_view key)
        : cache_(store.cache_), stripe_(store.stripe_of(key)), key_(key) {
      cache_.erase(key_);
      ++stripe_.changing;
    }
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    ~Change() {
      --stripe_.changing;
      ++stripe_.changes;
    }

  private:
    ValueCache& cache_;
    Stripe& stripe_;
    std::string_view key_;
  };

  Inner inner_;
  ValueCache cache_;
  std::array<Stripe, 256> stripes_{};
};

} // namespace kv
