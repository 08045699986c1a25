#pragma once
#include <async_trait/trait.h>
#include "task.h"
#include <optional>

namespace app::storage {
  /// A store.
  template <class Key, class Value>
  struct [[async_trait_v2]] Store {
    async<std::optional<Value>> get(const Key& key);
    async<void> put(Key key, Value value);
    generator<Key> keys();
  };

  template <class Key>
  struct [[async_trait_v2]] Cache : Store<Key, int> {
    // Base not carried over, because it is no trait of this file: 'std::optional<int>'
    async<bool> evict(Key key);
  };
}
