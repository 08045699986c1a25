#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <async_trait/trait.h>

namespace demo {

template <class T>
struct Box {
  using type = T;
  static inline int value = 6;
};
struct Json {
  template <class T>
  T get() const {
    return T{7};
  }
};

/// Types inside of others that depend on the implementer: the trait header needs no `typename`.
struct [[async_trait_v2]] List {
  struct Item;
  using Items = std::vector<Item>;
  using Keys = std::vector<int>;
  using Iterator = Items::const_iterator;
  template <class K>
  using Map = std::map<K, Item>;
  using Method = int (Item::*)(int) const;
  static constexpr Items::size_type limit = 3;

  async<void> erase(Items::size_type n);
  Items::value_type first() const;
  async<Items::value_type> next();
  std::optional<Items::value_type> maybe() const;
  std::optional<Keys::value_type> key() const;
  Box<Item>::type* box(Box<Item>::type& in);
  Iterator find(Iterator from) const;
  std::conditional<true, Item, int>::type any();
  int apply(const std::function<Items::value_type(Items::size_type)>& to,
            std::vector<Items::size_type> with = {});
  typename Map<int>::mapped_type at() const;
  Map<int>::key_type size(std::pair<int, Map<int>::size_type> of);
  Keys::value_type plain(std::vector<int>::size_type n, std::string::size_type m) const;
  int call(Method method, int (Item::*direct)(int) const, int Item::*member);

  // The same in bodies.
  async<Items::size_type> count() const { co_return Items::size_type{3}; }
  int caught() const {
    try {
      throw first();
    } catch (const Items::value_type&) {
      return static_cast<int>(sizeof(Items::value_type) * 0 + alignof(Box<Item>::type) * 0 + 2);
    }
  }
  int declared() const {
    Box<Items::size_type>::type x = 2;
    const auto a = Items::size_type{4};
    if (Items::size_type k = 1; k > 0)
      return static_cast<int>(a + x + k) + Box<Item>::value;
    return 0;
  }
  int pointed() const {
    Items::size_type (*function)(Items::size_type) = nullptr;
    const std::vector<Items::size_type> three{Items::size_type(3)};
    return function ? 1 : static_cast<int>(three.size());
  }
};

/// Types inside of others that depend on its parameters.
template <class K, template <class> class W>
struct [[async_trait_v2]] Generic : List {
  std::vector<K>::size_type more(std::vector<K>::size_type n);
  async<typename W<K>::type> of(const typename Box<K>::type& k);
};

/// Calls of generic methods, and of the templates that a method's result has.
struct [[async_trait_v2]] Calling {
  template <class T>
  T as(int x) const {
    return static_cast<T>(x);
  }
  template <class T, int N>
  static T scaled(int x) {
    return static_cast<T>(x * N);
  }
  async<Json> fetch() const;
  Json now() const;
  int two() const { return as<int>(2); }
  int three() const { return this->as<int>(1) + this->template as<int>(2); }
  int six() const { return scaled<int, 3>(1) + Calling::scaled<int, 3>(1); }
  int seven() const {
    const auto json = now();
    return json.get<int>();
  }
  async<int> fetched() const { co_return (co_await fetch()).get<int>(); }
};
struct [[async_trait_v2]] CallingMore : Calling {
  int nine() const { return as<int>(4) + [this] { return as<int>(5); }(); }
};

} // namespace demo
