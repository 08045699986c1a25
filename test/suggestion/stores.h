#pragma once
#include "task.h"
#include <optional>

namespace app::storage {
  /// A store.
  template <class Key, class Value>
  class Store {
  public:
    virtual task<std::optional<Value>> get(const Key& key) = 0;
    virtual task<void> put(Key key, Value value) = 0;
    virtual generator<Key> keys() = 0;
    virtual ~Store() = default;
  };

  template <class Key>
  struct Cache : Store<Key, int>, private std::optional<int> {
    virtual task<bool> evict(Key key) = 0;
    task<void> put(Key key, int value) override = 0;
  };
}
