#include "own_dyn.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

class Leaf {
public:
  using Item = int;
  explicit Leaf(int value) : value_(value) {}
  task<demo::DynNode<int>> child(int index) { co_return Leaf(value_ + index); }
  task<void> adopt(demo::DynNode<int> child, demo::DynNodeRef<int> other) {
    value_ += co_await child.value() + co_await other.value();
  }
  task<int> value() const { co_return value_; }
  task<int> accept(demo::DynVisitor& visitor) const { co_return co_await visitor.visit(value_); }
  std::unique_ptr<demo::DynNode<int>> parent() const {
    return std::make_unique<demo::DynNode<int>>(Leaf(value_ - 1));
  }

private:
  int value_;
};

struct Doubling {
  task<int> visit(int value) { co_return 2 * value; }
};

struct Steady {
  task<int> work(demo::DynJob job) { co_return job.id() + 10; }
  int hours() const { return 8; }
};

class Numbered : public demo::JobDefaults<Numbered> {
public:
  explicit Numbered(int id) : id_(id) {}
  task<demo::DynJob> next(demo::DynJob other) { co_return Numbered(id_ + other.id()); }
  demo::DynJob fork(int times) const { return Numbered(times * id_); }
  task<demo::DynWorker> worker(demo::DynWorkerRef other) const {
    CHECK(other.hours() == 8);
    co_return Steady();
  }
  demo::DynWorker idle(demo::DynWorker old) { return old; }
  task<demo::DynJob> finish(demo::DynJob last) && { co_return std::move(last); }
  int id() const noexcept { return id_; }

private:
  int id_;
};

struct Nut {
  auto weigh() { return async_trait::ready(3L); }
};
struct Oak {
  task<demo::DynTree<int>> child() { co_return Oak(); }
  task<demo::DynTree<int>> same() { co_return Oak(); }
  demo::DynFruit<long> fruit(demo::DynTree<char>) const { return Nut(); }
};
struct Acorn {
  task<demo::DynTree<int>> child() { co_return Oak(); }
  task<demo::DynTree<char>> same() { co_return Acorn(); }
  demo::DynFruit<long> fruit(demo::DynTree<char>) const { return Nut(); }
};

static_assert(demo::Node<Leaf, int> && demo::Node<demo::DynNode<int>, int>);
static_assert(demo::Job<Numbered> && demo::Job<demo::DynJob>);
static_assert(!demo::Job<Leaf>);

} // namespace

int main() {
  demo::DynNode<int> node = Leaf(3);
  demo::DynNode<int> child = block_on(node.child(2));
  CHECK(block_on(child.value()) == 5);
  demo::DynNode<int> other = Leaf(10);
  block_on(node.adopt(std::move(child), other));
  CHECK(block_on(node.value()) == 18);
  CHECK(block_on(node.parent()->value()) == 17);
  demo::DynVisitor visitor = Doubling();
  CHECK(block_on(node.accept(visitor)) == 36);

  demo::DynJob job = Numbered(1);
  job = block_on(job.next(job.fork(4)));
  CHECK(job.id() == 5);
  demo::DynWorker idle = job.idle(Steady());
  demo::DynWorker worker = block_on(job.worker(idle));
  CHECK(block_on(worker.work(block_on(job.again()))) == 20);
  CHECK(block_on(std::move(job).finish(Numbered(7))).id() == 7);

  demo::DynTree<int> tree = Oak();
  tree = block_on(block_on(tree.child()).same());
  demo::DynFruit<long> fruit = tree.fruit(demo::DynTree<char>(Acorn()));
  CHECK(block_on(fruit.weigh()) == 3);
  std::puts("ok");
}
