#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <async_trait/ready.h>
#include <async_trait/trait.h>

namespace demo {

/// Of the names below, some mean another thing here.
struct Item {
  int nothing = 0;
};
using Names = int;

struct DynSource;
template <class K, class Value>
struct DynCell;

/// What a body may be written like.
struct [[async_trait_v2]] Source {
  static constexpr int step = 2;

  async<std::string> read();
  async<std::optional<int>> next();
  int base() const;
  DynSource clone() const;

  // Bodies of nothing.
  void reset() {}
  void rewind() {}
  void forget() {}
  async<void> flush() { /* nothing to do */ }
  async<void> log(const std::string& line) {
    reset();
    static_cast<void>(line);
  } // No end.

  // Overloads of one name, and parameters that the body does not need.
  int scaled(int value) const { return value * step; }
  int scaled(double value) const { return value > 0 ? 1 : -1; }
  int constant(int, [[maybe_unused]] int unused = 1) const { return 7; }
  int named([[maybe_unused]] int unused) const { return 8; }

  // A future of another.
  async<int> immediate() { return async_trait::ready(5); }

  // What has been awaited is an object.
  async<std::size_t> length() { co_return (co_await read()).size(); }
  async<int> value() { co_return (co_await next()).value() + ((co_await next())).value(); }

  // Lambdas: with a copy of the object, and with none at all.
  int copied() const {
    return [*this] { return base() + this->base() + (*this).base(); }();
  }
  int copied_too(int more) const {
    return [=, *this]() mutable { return base() + more; }();
  }
  /// Its lambda captures the object, and could do without.
  int not_copied(int more) const {
    return [=, this]() { return more; }();
  }
  static int twice(int x) { return step * x; }
  static int twice(double x) { return static_cast<int>(x); }
  int associated() const {
    return [](int x) { return twice(x) + step; }(2);
  }

  int defaulted(
      int (*make)(int) = [](int x) { return x + step; }, int more = twice(1), int last = 1) const {
    return make(more) + last;
  }

  // A class with its own `this`.
  int local() const {
    struct Counter {
      int base = 3;
      int get() const { return this->base + base; }
    };
    return Counter().get() + this->base();
  }

  // Behind an arrow.
  auto trailing() const -> Names { return 1; }
  int results() const {
    const auto make = [](int value) -> Item { return {value}; };
    return make(4).nothing;
  }

  // Types that the output completes.
  std::vector<DynSource> several() const {
    std::vector<DynSource> result;
    result.push_back(clone());
    result.back().reset();
    auto owned = std::make_unique<DynSource>(clone());
    result.push_back(std::move(*owned));
    return result;
  }

  // Names with their class.
  int qualified() const { return Source::step + Source::twice(1) + this->Source::base(); }

  constexpr int compile_time() const { return 4; }
  static consteval int limit() { return 9; }
};

/// The same with types.
struct [[async_trait_v2]] Store {
  struct Item;
  using Items = std::vector<Item>;
  using Names = std::vector<std::string>;

  Items items() const;

  auto first() const -> Item { return items().front(); }
  async<Item> last() {
    Items all = items();
    Items::size_type index = all.size() - 1;
    for (Items::const_iterator it = all.begin(); it != all.end(); ++it)
      static_cast<void>(*it);
    const auto pick = [&](std::size_t at) -> Item { return all[at]; };
    co_return pick(index);
  }
  Names none() const { return Names(); }
  std::optional<DynCell<int, Item>> cell() const {
    std::optional<DynCell<int, Item>> result;
    if (result)
      result->peek();
    return result;
  }
};

/// Inherits from the next; the class is the only way to name what it inherits.
template <class K>
struct [[async_trait_v2]] Cell {
  using Key = K;
  struct Value;
  static constexpr int size = 3;
  Value peek() const;
};

template <class K>
struct [[async_trait_v2]] Cache : Cell<K> {
  async<typename Cell<K>::Value> get(typename Cell<K>::Key key, int size = Cell<K>::size);
  typename Cell<K>::Value twice() const {
    const typename Cell<K>::Value value = this->peek();
    return value + Cell<K>::peek() + Cell<K>::size;
  }
};

/// The type of one base for another.
struct [[async_trait_v2]] Both : Store, Cell<Store::Item> {};

/// Generic methods with a body.
struct [[async_trait_v2("dyn=none")]] Generic {
  struct Item;

  template <class... Ts>
  std::size_t count() const {
    return sizeof...(Ts);
  }
  template <class U = long>
  U zero() const {
    return U();
  }
  template <std::convertible_to<Item> U>
  Item converted(U value) const {
    return value;
  }
  template <class F>
    requires std::invocable<F, int>
  int visit(F f) const {
    return f(1);
  }
  template <class F>
    requires std::invocable<F, std::string>
  int visit(F f) const {
    return f("four");
  }
};

/// Folds over a pack that is known where it is inherited.
template <int... Ns>
struct [[async_trait_v2("dyn=none")]] Folds {
  int sum() const { return (Ns + ... + 0); }
  int sum_from(int start) const { return (start + ... + Ns); }
  int difference() const { return (Ns - ...); }
  int difference_to(int end) const { return (Ns - ... - end); }
  int difference_from_left() const { return (... - Ns); }
  void print(std::ostream& to) const { (to << ... << Ns); }
};
struct [[async_trait_v2("dyn=none")]] ThreeFolds : Folds<9, 4, 2> {};
struct [[async_trait_v2("dyn=none")]] OneFold : Folds<9> {};
template <int... Ms>
struct [[async_trait_v2("dyn=none")]] MoreFolds : Folds<9, Ms..., 2> {};

template <class... Ts>
struct [[async_trait_v2("dyn=none")]] Sizes {
  std::size_t size() const { return (sizeof(Ts) + ... + 0); }
  std::size_t size_from(std::size_t start) const { return (start + ... + sizeof(Ts)); }
};
struct [[async_trait_v2("dyn=none")]] TwoSizes : Sizes<char, char> {};

} // namespace demo
