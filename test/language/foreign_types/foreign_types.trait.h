#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <async_trait/trait.h>

namespace demo {

/// Something that other people's types implement.
struct [[async_trait_v2]] Sequence {
  struct Item;
  static const std::string name;
  static constexpr int rank = 1;
  async<std::optional<Item>> pop();
  async<std::size_t> length() const;
  bool is_empty() const noexcept;
  async<Item> last(Item fallback) &&;
  async<std::size_t> twice_length() const { co_return 2 * co_await length(); }
  int weight() const { return 7 + rank; }
  static Item nothing();
  template <class T>
  async<bool> contains(T value) const;
};

struct [[async_trait_v2]] Stack : Sequence {
  async<void> push(Item item);
};

template <class Unit>
struct [[async_trait_v2]] Scale {
  async<Unit> weigh() const;
};

/// A supertrait's methods that not every view of an object has.
struct [[async_trait_v2]] Level {
  async<int> top() &;
  int depth();
  int depth() const;
};
struct [[async_trait_v2]] Floor : Level {
  int area() const;
};

/// A provided coroutine that awaits a supertrait's.
struct [[async_trait_v2]] Height : Level {
  async<int> doubled() & { co_return 2 * co_await top(); }
};
struct [[async_trait_v2]] Tower : Height {
  async<int> trebled() & { co_return co_await top() + co_await doubled(); }
};

/// Provided overloads that a type may leave out, having others.
struct [[async_trait_v2]] Log {
  int write(const std::string& text) const;
  int write(const char* text) const { return 100 + write(std::string(text)); }
  int level(long of) const { return 1000 + static_cast<int>(of); }
  int level(int of) const;
  int peek() const;
  int peek() { return 7; }
  async<int> end() const&;
  async<int> end() && { co_return 8; }
};

} // namespace demo
