#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <utility>

#include <async_trait/trait.h>

namespace demo {

/// Mixes what a Dyn has with what it cannot have.
struct [[async_trait_v2]] Client {
  struct Reply;
  async<Reply> ask(int question);
  /// Makes one.
  static std::unique_ptr<int> create(int seed = 4);
  static async<int> connect(std::string name);
  template <class T>
  async<T> ask_as(T question);
  template <std::integral T, class U = T>
    requires(sizeof(T) >= 4)
  T convert(U from) const;
  [[async_trait_v2("static_only")]] async<Reply> ask_fast(int question) const noexcept;
  [[async_trait_v2("static_only")]] int count() const;
  /// Both, under one name.
  async<int> send(int value);
  template <class... Args>
  async<int> send(Args&&... values);
};

/// Only a static interface.
struct [[async_trait_v2("dyn=none")]] Parser {
  static int parse(const char* text);
  async<int> next();
};

/// Each comment is carried over, whatever it is on.
struct [[async_trait_v2("dyn=none")]] Documented {
  /**
   * In a block
   * of lines.
   */
  async<int> first();
  /// Of a generic method.
  template <class T>
  T second(T value);
};

/// Its Dyn lacks what a subtrait's Dyn has under the same names.
struct [[async_trait_v2]] Narrow {
  [[async_trait_v2("static_only")]] int count(int from) const;
  static int limit(int from);
};
struct [[async_trait_v2]] Wide : Narrow {
  int count() const;
  async<int> limit();
};

} // namespace demo
