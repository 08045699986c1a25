#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <async_trait/trait.h>

namespace demo {

/// Expands its pack in every way.
template <class... Ts>
struct [[async_trait_v2]] A {
  async<std::tuple<Ts...>> all();
  std::array<int, sizeof...(Ts)> sizes() const;
  async<void> put(Ts... values);
  void refs(const Ts&... values) noexcept;
  int nested(std::tuple<std::pair<Ts, int>...> pairs);
  int both(std::tuple<std::tuple<Ts, std::tuple<Ts...>>...> pairs);
  void callback(const std::function<void(Ts&&...)>& f);
  bool check() const noexcept((std::is_nothrow_move_constructible_v<Ts> && ...));
  int functions(int (*... f)(Ts));
  async<int> functions_later(int (*... f)(Ts));
  /// Provided.
  int sum(Ts... values) const {
    const int count = static_cast<int>(sizeof...(values) + sizeof...(Ts));
    const std::tuple<Ts...> kept{std::move(values)...};
    const bool all = (... && (sizeof(Ts) > 0));
    int used = 0;
    ((used += 1, static_cast<void>(values)), ...);
    constexpr std::size_t size = std::tuple_size_v<std::remove_const_t<decltype(kept)>>;
    return static_cast<int>(size) + count + used + (all ? 100 : 0);
  }
  /// Of the pack it asks for the length alone.
  int length(Ts... values) const { return static_cast<int>(sizeof...(values)); }
  /// With a pack of its own; brackets in literals and comments are no brackets.
  template <class... Us>
  int both_packs(Ts... values, Us... more) const {
    return /* ( */ static_cast<int>((0 + ... + (std::string(")") + std::to_string(values) + "(").size()) +
                            (0 + ... + sizeof(more)));
  }
};

/// Its pack stands for a list with another pack.
template <class... Us>
struct [[async_trait_v2]] B : A<int, Us...> {
  async<int> more();
};

/// For the expansion of a pattern.
template <class... Us>
struct [[async_trait_v2]] C : A<std::pair<Us, int>..., char> {
  async<int> more();
};

/// For a list, for nothing.
struct [[async_trait_v2]] D : A<int, char> {
  async<int> more();
};
struct [[async_trait_v2]] E : A<> {
  async<int> more();
};

/// At a distance.
template <class... Us>
struct [[async_trait_v2]] F : B<Us..., long> {
  int last();
};
struct [[async_trait_v2]] G : F<char> {};

} // namespace demo
