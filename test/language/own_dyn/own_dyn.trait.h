#pragma once

#include <memory>
#include <utility>

#include <async_trait/trait.h>

namespace demo {

template <class Item>
struct DynNode;
struct DynVisitor;
template <class Item>
struct DynNodeRef;

/// Mentions its own Dyn, owning and borrowing, and one that comes later.
struct [[async_trait_v2]] Node {
  struct Item;
  async<DynNode<Item>> child(int index);
  async<void> adopt(DynNode<Item> child, DynNodeRef<Item> other);
  async<Item> value() const;
  async<int> accept(DynVisitor& visitor) const;
  std::unique_ptr<DynNode<Item>> parent() const;
};

struct [[async_trait_v2]] Visitor {
  async<int> visit(int value);
};

struct DynJob;
/// No associated types, so its Dyn is an ordinary class.
struct [[async_trait_v2]] Job {
  async<DynJob> next(DynJob other);
  DynJob fork(int times) const;
  int id() const noexcept;
};

}  // namespace demo
