#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace demo {

template <class T>
concept Hashable = requires(const T& value) { std::hash<T>()(value); };

/// A type with a constraint and a type with a default.
template <Hashable K, class V = std::string>
  requires std::copyable<K> && (!std::same_as<K, V>)
struct [[async_trait_v2]] Store {
  async<std::optional<V>> get(K key) const;
  async<void> put(K key, V value);
};

/// Values, one with a default.
template <std::size_t N, auto Fill = 'x'>
struct [[async_trait_v2]] Blocks {
  struct Error;
  async<std::array<char, N>> read(Error* error = nullptr);
  std::size_t size() const noexcept;
};

/// A template.
template <template <class...> class Container>
struct [[async_trait_v2]] Lists {
  struct Item;
  async<Container<Item>> all();
};

/// A pack with associated types in front of it.
template <class First, std::movable... Rest>
struct [[async_trait_v2]] Callable {
  struct Result;
  async<Result> call(First first, Rest... rest);
  std::size_t arity() const;
};

/// A pack of values, and no associated types.
template <int... Numbers>
struct [[async_trait_v2]] Sum {
  async<int> sum() const;
};

/// A constrained value.
template <std::integral auto Size>
struct [[async_trait_v2]] Sized {
  async<int> get() const;
};

/// A pack that stands for a longer one.
template <class First, class... Rest>
struct [[async_trait_v2]] Wrapped : Callable<First, std::vector<Rest>...> {
  async<First> front() const;
};

/// A list that stands for a pack.
struct [[async_trait_v2]] Pair : Callable<int, char, std::string> {
  struct Other;
};

/// Names that the output likes to use itself.
template <class T, class Self>
struct [[async_trait_v2]] Odd {
  async<T> convert(Self self, T object);
};

} // namespace demo
