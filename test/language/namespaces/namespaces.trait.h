#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string>

#include <async_trait/trait.h>

struct Thing {
  int size = 1;
};

/// In the global namespace.
class [[async_trait_v2]] GlobalIter {
public:
  struct Item;
  async<std::optional<Item>> next();
  int measure(Thing thing = Thing()) const;
};

namespace outer {

struct Unit {};

inline namespace v1 {

/// In an inline namespace.
struct [[async_trait_v2]] Versioned {
  async<Unit> run(Unit unit);
};

} // namespace v1

namespace inner::deep {

struct Unit {
  int depth = 3;
};

/// In nested ones, twice the same name.
struct [[async_trait_v2]] Versioned {
  async<Unit> run(outer::Unit unit, Unit own = Unit());
};

/// Indented, and a subtrait of one from outside.
class [[async_trait_v2]] Sub : public outer::Versioned, public ::GlobalIter {
public:
  async<int> more();
};

} // namespace inner::deep

} // namespace outer

namespace outer {
/// The namespace is opened again.
template <class T>
struct [[async_trait_v2]] Again {
  async<T> get() const;
};
} // namespace outer

/// A literal of the whole program.
constexpr int operator""_twice(unsigned long long value) { return static_cast<int>(value) * 2; }

namespace timing {
using namespace std::chrono; // Its own directive brings the literals.
using namespace std::string_literals;

/// Literals that its namespace alone understands, and one that all do.
struct [[async_trait_v2]] Timer {
  async<int> wait(milliseconds time = 100ms);
  async<int> nap() { co_return co_await wait(5ms) + 2_twice; }
  std::string name() const { return "a"
                                    "b"s + "c"; }
};
} // namespace timing

namespace house {
/// Has them by inheritance.
struct [[async_trait_v2]] Alarm : timing::Timer {
  int ring();
};
} // namespace house
