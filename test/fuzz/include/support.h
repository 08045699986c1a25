// What the traits of the trait fuzzer are about. It includes nothing, so that a parse is short.
#pragma once

namespace lib {

struct Plain {
  int value;
};

struct MoveOnly {
  MoveOnly();
  MoveOnly(MoveOnly&&) noexcept;
  MoveOnly& operator=(MoveOnly&&) noexcept;
};

enum class Colour { red, green };

using Text = const char*;

template <class T>
struct Box {
  using value_type = T;
  T value;
};

template <class... Ts>
struct List {};

template <class T, class U>
struct Map {};

template <int N>
struct Sized {};

template <class T>
concept Small = sizeof(T) < 64;

template <class T, class U>
concept Fits = sizeof(T) <= sizeof(U);

inline constexpr int limit = 3;

inline int doubled(int value) { return 2 * value; }

/// For bodies: a value of any type, references too.
template <class T>
T any_value();

} // namespace lib
