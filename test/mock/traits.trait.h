#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <async_trait/task.h>
#include <async_trait/trait.h>

#include "strict.h"

namespace shop {

/// Yields its items one at a time.
struct [[async_trait_v2]] Items {
  struct Item;
  async<std::optional<Item>> next();
};

/// Has every kind of method.
struct [[async_trait_v2]] Store {
  struct Value;
  using Table = std::map<std::string, int>;

  async<Value> get(const std::string& key, int attempts = 3);
  async<Value> get(std::string_view key) const;
  async<std::uint32_t> size() const noexcept;
  async<void> put(std::string key, std::unique_ptr<Value> value, std::pair<int, int> range);
  async<Value&> at(int& index);
  async<std::string> close(std::string&& reason) &&;
  async<std::unique_ptr<int>> owned(const int row[2], int (*function)(int));

  Table table(const std::map<int, std::string>& names) const;
  void reset(int mask = 0xff, const char* text = "a, \"b\"") noexcept;
  int& top() &;
  const int& bottom() const&;
  std::unique_ptr<int> release() &&;
};

/// Has a constant of each kind.
struct [[async_trait_v2]] Limits {
  static const int lowest;
  static constexpr int highest = 7;
  static const std::string name;
  async<int> clamp(int value = highest) const;
};

/// Has provided methods.
struct [[async_trait_v2]] Counter {
  async<int> next();
  async<int> twice() { co_return co_await next() + co_await next(); }
  async<int> forward() { return next(); }
  async<int> add(int first, std::unique_ptr<int> second) { co_return first + *second; }
  async<int> add(std::string_view text) const;
  async<int> last() && { co_return co_await next() * 10; }
  int rank() const noexcept { return 3; }
  [[deprecated]] int of_old() { return 4; }
};

/// Inherits all that has a default, and has a type of its own.
struct [[async_trait_v2]] Till : Counter, Limits {
  struct Coin;
  async<Coin> pay(int amount);
};

/// Its static interface is not all methods on objects.
struct [[async_trait_v2]] Factory {
  static std::unique_ptr<int> create(int seed = 4);
  static async<int> connect(std::string name);
  static int provided(int value) { return value + 1; }
  template <class T>
  async<T> as(T value);
  template <class T>
  int measure(const T& value) const {
    return static_cast<int>(sizeof(value));
  }
  async<int> measure() const;
  [[async_trait_v2("static_only")]] async<int> fast();
};

/// What it provides is for some implementers.
template <class Value>
struct [[async_trait_v2]] Sample {
  async<Value> get();
  async<Value> twice()
    requires std::integral<Value>
  {
    const Value value = co_await get();
    co_return value + value;
  }
};

/// A generic trait with a pack.
template <class First, class... Args>
struct [[async_trait_v2]] Call {
  struct Result;
  async<Result> call(First first, Args... args);
  int count(const Args&... args) const;
};

/// Types made of a pack.
template <class... Args>
struct [[async_trait_v2]] Rows {
  async<std::tuple<int, Args...>> all();
  int put(const std::tuple<int, Args...> of[2]);
  static async<int> made_of(std::tuple<Args...>* of);
};

/// Its parameters are more than Google Mock's macro takes.
struct [[async_trait_v2]] Wide {
  async<int> sum(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l,
                 int m, int n, int o, std::unique_ptr<int> p);
};

/// Its futures are tasks.
struct [[async_trait_v2("future=async_trait::task")]] Clock {
  async<int> now();
  async<void> sleep(int time) const;
  async<int> later() { co_return co_await now() + 1; }
};

/// What it has is const.
struct [[async_trait_v2("future=async_trait::task")]] Fixed {
  static const std::pair<int, int (*)(int)> change;
  async<const std::unique_ptr<int>> owned();
};

/// Its futures await nothing but their like.
struct [[async_trait_v2("future=shop::strict")]] Strict {
  async<int> now();
  async<void> sleep();
};

/// Has methods of both kinds.
struct [[async_trait_v2]] Ranks {
  async<int> now();
  int rank(int of) const noexcept;
};

inline namespace v1 {

/// In an inline namespace, with a static interface alone.
struct [[async_trait_v2("dyn=none")]] Plain {
  async<int> get();
};

} // namespace v1

} // namespace shop
