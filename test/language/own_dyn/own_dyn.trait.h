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
struct DynWorker;
struct DynWorkerRef;
/// No associated types, so its Dyn is an ordinary class.
struct [[async_trait_v2]] Job {
  async<DynJob> next(DynJob other);
  DynJob fork(int times) const;
  async<DynWorker> worker(DynWorkerRef other) const;
  DynWorker idle(DynWorker old);
  async<DynJob> finish(DynJob last) &&;
  async<DynJob> again() const { co_return fork(2); }
  int id() const noexcept;
};

struct [[async_trait_v2]] Worker {
  async<int> work(DynJob job);
  int hours() const;
};

template <class K>
struct DynTree;
template <class K>
struct DynFruit;

/// Names specialisations of its own Dyn and of a later one.
template <class K>
struct [[async_trait_v2]] Tree {
  async<DynTree<int>> child();
  async<DynTree<K>> same();
  DynFruit<long> fruit(DynTree<char> other) const;
};

template <class K>
struct [[async_trait_v2]] Fruit {
  async<K> weigh();
};

} // namespace demo
