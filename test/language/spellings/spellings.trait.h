#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace demo {

using Three = int[3];
using Fixed = const int;
struct Status {};

/// Associated types with the names that generated code likes to use.
struct [[async_trait_v2]] Names {
  struct T;
  struct T_;
  struct object;
  struct self;
  struct start;
  async<T> first(T T, T_ T_);
  int second(object object, self self, start start);
};

/// Parameters whose types are not the declared ones, or spelt in another way.
struct [[async_trait_v2]] Parameters {
  using Text = const char*;
  using Handler = int(int);
  using Pair = std::pair<Status, int>;
  template <class T, class U = T>
  using Both = std::pair<T, U>;

  async<int> by_alias(Three three, Fixed fixed, Handler handler);
  int of_alias(const Text& text, Both<int> both, Both<int, Text> other) const;
  void listen(void (*on_done)(int), int moved_from, int drop_fn);
  void on_done(int value);
  async<const int> constant();
  [[noreturn]] void stop();
  async<Status> status();
  Pair pair();
};

/// Packs and arrays of a parameter of the trait, and one without a name.
template <class K, class = int, std::integral... Ks>
struct [[async_trait_v2]] Dependent {
  async<int> by_reference(const Ks&... keys);
  async<int> by_value(const Ks... keys);
  async<int> by_pointer(const Ks*... keys);
  async<int> sum(K keys[], int count);
  int first(const K keys[2], K call(int)) const;
  int only_of_numbers() const
    requires std::integral<K>;
};

} // namespace demo
