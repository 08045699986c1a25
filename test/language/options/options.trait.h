#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include <async_trait/storage.h>
#include <async_trait/task.h>
#include <async_trait/trait.h>

namespace demo {

struct [[async_trait_v2("dyn=AnyIter")]] Iter {
  struct Item;
  async<std::optional<Item>> next();
};

struct [[async_trait_v2("dyn=JedesGerät")]] Gerät {
  int nummer() const;
};

struct [[async_trait_v2("dyn=none")]] Shape {
  struct Point;
  async<Point> center() const;
  template <class T>
  T scale(T by) const;
};

/// A supertrait without a Dyn, under a trait that has one.
struct [[async_trait_v2]] Circle : Shape {
  double radius() const;
};

struct [[async_trait_v2("storage=inplace_only<64>")]] Small {
  async<int> get();
};

struct [[async_trait_v2("storage=heap")]] Boxed {
  async<int> get(int value);
};

struct [[async_trait_v2("storage=inplace<256>", "dyn=AnyRoomy")]] Roomy {
  async<int> get();
  async<int> finish() &&;
};

/// All its futures are tasks.
struct [[async_trait_v2("future=async_trait::task")]] Service {
  struct Reply;
  async<Reply> call(std::string request) const;
  async<void> stop() &&;
  async<Reply> twice(std::string request) const {
    const std::string both = request + request;
    co_return co_await call(both);
  }
};

namespace memory {
struct few : async_trait::storage::inplace<16> {};
template <class R>
using lazy = async_trait::task<R>;
} // namespace memory

struct [[async_trait_v2("storage=memory::few")]] Inside {
  async<int> inside();
};
struct [[async_trait_v2("future=memory::lazy")]] Lazily {
  async<int> lazily() { co_return 8; }
};

} // namespace demo

namespace elsewhere {

/// What its supertraits name is theirs.
struct [[async_trait_v2]] Outside : demo::Inside, demo::Lazily {};

} // namespace elsewhere
