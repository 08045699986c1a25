#pragma once

#include <cstddef>
#include <string>
#include <type_traits>

#include <async_trait/trait.h>

namespace demo {

enum class Flags { none = 0, read = 1, write = 2 };
constexpr Flags operator|(Flags a, Flags b) {
  return static_cast<Flags>(static_cast<int>(a) | static_cast<int>(b));
}

/// Values in expressions.
template <int N>
struct [[async_trait_v2]] Buffered {
  int doubled() const { return N * 2; }
  int less() const { return 10 - N; }
  bool is_more(int than) const { return (N > than); }
  int count(int (&row)[N * 2]) const;
};
template <int M>
struct [[async_trait_v2]] Wide : Buffered<M + 1> {};
template <int M>
struct [[async_trait_v2]] Choice : Buffered<M == 1 ? 3 : 4> {};
template <int M>
struct [[async_trait_v2]] Small : Buffered<M<3> {};
template <Flags V>
struct [[async_trait_v2]] Opened {
  bool is_read() const { return V == Flags::read; }
};
struct [[async_trait_v2]] Both : Opened<Flags::read | Flags::write> {};
template <int... Ns>
struct [[async_trait_v2]] Sum {
  int sum() const { return (0 + ... + (Ns * 2)); }
};
template <int M>
struct [[async_trait_v2]] SumOf : Sum<M + 1, M - 1> {};

/// Types in declarations and expressions.
template <class T>
struct [[async_trait_v2]] Sink {
  async<void> put(const T& value);
  T zero() const { return T(); }
  T one(T a = T(), T* b = nullptr) const { return b ? *b : T{a}; }
  int several(T first) const {
    T a = first, b = first;
    return a == b ? 1 : 0;
  }
};
struct [[async_trait_v2]] Lines : Sink<const char*> {};
struct [[async_trait_v2]] Numbers : Sink<unsigned long> {};
struct [[async_trait_v2]] Pointers : Sink<int*> {};
struct [[async_trait_v2]] Functions : Sink<int (*)(int)> {};

template <class T>
struct [[async_trait_v2]] Passing {
  int pass(T t, T* p, const T& c);
  T give(int by) const;
};
struct [[async_trait_v2]] PassingFunction : Passing<int (*)(int)> {};
template <class R>
struct [[async_trait_v2]] PassingOf : Passing<R (*)(R)> {};
template <class T>
struct [[async_trait_v2]] Referring {
  int refer(T&& t, T c);
};
struct [[async_trait_v2]] ReferringInt : Referring<int&> {};

/// What the defaults in front of a pack become where the pack is known.
template <class... Ts>
struct [[async_trait_v2]] Log {
  async<int> log(std::string s = "x", Ts... ts);
};
struct [[async_trait_v2]] LogTwo : Log<int, char> {};
struct [[async_trait_v2]] LogNone : Log<> {};

/// Its aliases are of several words.
struct [[async_trait_v2]] Words {
  using Number = unsigned long;
  static constexpr Number three = Number(3);
  Number add(Number a = Number(3), Number b = Number{}) const { return a + b + three; }
};

} // namespace demo
