#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/closing.trait.h"

#include <async_trait/trait.h>

namespace demo {

/// The top of a diamond.
struct [[async_trait_v2]] Stream {
  struct Error;
  using Bytes = std::vector<char>;
  static const int version;
  async<Error> flush();
  Bytes buffered() const;
};

struct [[async_trait_v2]] Reader : Stream {
  struct Item;
  static constexpr int chunk = 16;
  async<Item> read(int count);
  async<int> skip() { co_return co_await this->position() + chunk; }
  async<int> position() const { co_return version; }
};

struct [[async_trait_v2]] Writer : Stream {
  async<Error> write(std::string text, Bytes rest);
};

/// The bottom of the diamond, with another trait from another namespace.
struct [[async_trait_v2]] File : Reader, Writer, base::Closing<std::string> {
  struct Name;
  async<Name> label() const;
  async<int> read_twice() { co_return co_await skip() + co_await this->skip(); }
};

/// A generic supertrait, its parameter in a type.
template <class K>
struct [[async_trait_v2]] Source {
  struct Value;
  async<Value> get(K key);
};

template <class K, class... Rest>
struct [[async_trait_v2]] Cache : Source<std::shared_ptr<K>> {
  async<void> drop(const K& key);
  int size(Rest... rest) const;
};

/// A supertrait whose last arguments are left to their defaults, which name its first.
template <class K, int Count = 2, class V = std::pair<K, std::string>, class... Rest>
struct [[async_trait_v2]] Table : Source<K> {
  struct Row;
  async<V> find(K key, Row near, Rest... rest);
  V filled(K key) const { return V(key, std::string(Count, '#')); }
};
struct [[async_trait_v2]] Index : Table<int> {
  int height() const;
};
template <class T>
struct [[async_trait_v2]] Cluster : Table<T, 4> {};

/// The same supertrait twice, once with its default and once without.
struct [[async_trait_v2]] Both : Cluster<long>, Table<long, 4, std::pair<long, std::string>> {};

/// One supertrait by itself and by another.
struct [[async_trait_v2]] Archive : Stream, Reader {
  int level() const;
};

} // namespace demo

namespace parts {
struct Bolt {
  int size = 1;
};
template <class T>
struct [[async_trait_v2]] Box {
  async<T> take(T part);
};
struct [[async_trait_v2]] Bolts : Box<Bolt> {};
} // namespace parts

namespace shop {
struct Bolt {};

/// What a supertrait's argument means where that was written.
struct [[async_trait_v2]] Shelf : parts::Bolts {
  int bolts(Bolt own) const;
};

/// The same supertrait, spelled in two ways.
struct [[async_trait_v2]] Store : parts::Bolts, parts::Box<parts::Bolt> {};
} // namespace shop
