// Values that were used last.
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kv {

/// Keeps up to `limit` bytes of keys and values, and forgets what was used the longest time ago.
class ValueCache {
public:
  explicit ValueCache(std::size_t limit) : limit_(limit) {}

  /// The value, or null; it is valid until the next change.
  const std::string* find(std::string_view key) {
    const auto found = places_.find(key);
    if (found == places_.end())
      return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->value;
  }

  /// Forgets others to make room; one that is larger than all of it is not kept.
  void put(std::string_view key, std::string_view value) {
    erase(key);
    if (key.size() + value.size() > limit_)
      return;
    bytes_ += key.size() + value.size();
    while (bytes_ > limit_)
      erase(std::prev(entries_.end()));
    entries_.push_front({std::string(key), std::string(value)});
    places_.emplace(entries_.front().key, entries_.begin());
  }

  void erase(std::string_view key) {
    if (const auto found = places_.find(key); found != places_.end())
      erase(found->second);
  }

private:
  struct Entry {
    std::string key;
    std::string value;
  };
  using Entries = std::list<Entry>;

  void erase(Entries::iterator entry) {
    bytes_ -= entry->key.size() + entry->value.size();
    places_.erase(entry->key);
    entries_.erase(entry);
  }

  std::size_t limit_;
  std::size_t bytes_ = 0;
  Entries entries_; // The last one used comes first.
  std::unordered_map<std::string_view, Entries::iterator> places_;
};

} // namespace kv
