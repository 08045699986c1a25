#include "foreign_types.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <algorithm>
#include <utility>
#include <vector>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

template <>
struct demo::SequenceImpl<std::vector<int>> {
  using Item = int;
  static inline const std::string name = "vector of int";
  static task<std::optional<int>> pop(std::vector<int>& self) {
    if (self.empty())
      co_return std::nullopt;
    const int item = self.back();
    self.pop_back();
    co_return item;
  }
  static auto length(const std::vector<int>& self) { return ready(self.size()); }
  static bool is_empty(const std::vector<int>& self) noexcept { return self.empty(); }
  static task<int> last(std::vector<int>&& self, int fallback) {
    const std::vector<int> mine = std::move(self);
    co_return mine.empty() ? fallback : mine.back();
  }
  // Overrides a provided method; twice_length stays as it is.
  static int weight(const std::vector<int>& self) { return static_cast<int>(self.size()); }
  static int nothing() { return -1; }
  template <class T>
  static task<bool> contains(const std::vector<int>& self, T value) {
    co_return std::ranges::find(self, value) != self.end();
  }
};

template <>
struct demo::StackImpl<std::vector<int>> {
  static task<void> push(std::vector<int>& self, int item) {
    self.push_back(item);
    co_return;
  }
};

template <class Unit>
struct demo::ScaleImpl<int, Unit> {
  static task<Unit> weigh(const int& self) { co_return static_cast<Unit>(self); }
};

struct Attic {};
template <>
struct demo::LevelImpl<Attic> {
  static auto top(Attic&) { return ready(1); }
  static int depth(Attic&) { return 2; }
  static int depth(const Attic&) { return 3; }
};
template <>
struct demo::FloorImpl<Attic> {
  static int area(const Attic&) { return 4; }
};

namespace {

struct Owned : demo::SequenceDefaults<Owned> {
  using Item = int;
  static inline const std::string name = "owned";
  task<std::optional<int>> pop() { co_return 1; }
  task<std::size_t> length() const { co_return 4; }
  bool is_empty() const noexcept { return false; }
  task<int> last(int) && { co_return 5; }
  static int nothing() { return 0; }
  template <class T>
  task<bool> contains(T) const {
    co_return true;
  }
  int pushed = 0;
};

} // namespace

// What it inherits the type has itself.
template <>
struct demo::StackImpl<Owned> {
  static auto push(Owned& self, int item) {
    self.pushed = item;
    return ready();
  }
};

namespace {

static_assert(!demo::Sequence<std::vector<int>>);
using Seen = std::remove_cvref_t<decltype(demo::as_sequence(std::declval<std::vector<int>&>()))>;
static_assert(demo::Sequence<Seen, int>);
static_assert(std::is_same_v<demo::SequenceTypes<std::vector<int>>::Item, int>);
static_assert(std::is_same_v<demo::SequenceTypes<std::vector<int>>::Pop, task<std::optional<int>>>);
static_assert(std::is_same_v<decltype(demo::as_sequence(std::declval<Owned&>())), Owned&>);
static_assert(std::is_convertible_v<std::vector<int>, demo::DynSequence<int>>);
static_assert(!std::is_convertible_v<std::vector<char>, demo::DynSequence<char>>);

task<std::size_t> use(demo::Sequence<int> auto& sequence) {
  const auto item = co_await sequence.pop();
  CHECK(item.has_value());
  CHECK(!sequence.is_empty());
  co_return co_await sequence.twice_length() + static_cast<std::size_t>(sequence.weight());
}

} // namespace

struct Mast {
  int height = 5;
};
struct Paper {};

template <>
struct demo::LevelImpl<Mast> {
  static task<int> top(Mast& mast) { co_return mast.height; }
  static int depth(const Mast&) { return 1; }
};
template <>
struct demo::HeightImpl<Mast> {};
template <>
struct demo::TowerImpl<Mast> {};

template <>
struct demo::LogImpl<Paper> {
  static int write(const Paper&, const std::string& text) { return static_cast<int>(text.size()); }
  static int level(const Paper&, int of) { return of; }
  static int peek(const Paper&) { return 1; }
  static task<int> end(const Paper&) { co_return 1; }
};

void use_provided() {
  Mast mast;
  demo::DynTower tower = Mast();
  CHECK(block_on(tower.trebled()) == 15);
  auto view = demo::as_tower(mast);
  CHECK(block_on(view.trebled()) == 15 && view.depth() == 1);

  demo::DynLog log = Paper();
  CHECK(log.write("abc") == 103 && log.write(std::string("abc")) == 3);
  CHECK(log.level(2L) == 1002 && log.level(2) == 2);
  CHECK(log.peek() == 7 && std::as_const(log).peek() == 1);
  CHECK(block_on(std::move(log).end()) == 8);
}

int main() {
  std::vector<int> numbers = {1, 2, 3};
  auto view = demo::as_sequence(numbers);
  CHECK(block_on(use(view)) == 6);
  CHECK(numbers.size() == 2);
  CHECK(view.name == "vector of int");
  CHECK(view.rank == 1);
  CHECK(view.nothing() == -1);
  CHECK(block_on(view.contains(2L)));
  const std::vector<int> fixed = {4};
  CHECK(block_on(demo::as_sequence(fixed).length()) == 1);

  Owned owned;
  CHECK(block_on(use(demo::as_sequence(owned))) == 16);

  demo::DynSequence<int> dyn = std::vector<int>{1, 2, 3};
  CHECK(block_on(use(dyn)) == 6);
  CHECK(dyn.name() == "vector of int");
  CHECK(dyn.rank() == 1);
  CHECK(dyn.target<std::vector<int>>()->size() == 2);
  CHECK(block_on(std::move(dyn).last(9)) == 2);
  demo::DynSequenceRef<int> ref = numbers;
  CHECK(block_on(ref.length()) == 2);

  demo::DynStack<int> stack = std::vector<int>{1};
  block_on(stack.push(8));
  CHECK(block_on(stack.twice_length()) == 4);
  demo::DynSequence<int> base = std::move(stack);
  CHECK(block_on(base.pop()) == 8);

  auto owned_stack = demo::as_stack(owned);
  static_assert(demo::Stack<decltype(owned_stack), int>);
  CHECK(block_on(use(owned_stack)) == 16);
  CHECK(owned_stack.name == "owned");
  CHECK(owned_stack.rank == 1);
  CHECK(owned_stack.nothing() == 0);
  CHECK(block_on(owned_stack.contains('x')));
  demo::DynStackRef<int> owned_ref = owned;
  block_on(owned_ref.push(3));
  CHECK(owned.pushed == 3);
  CHECK(block_on(owned_ref.pop()) == 1);
  demo::DynStack<int> owned_dyn = Owned();
  CHECK(owned_dyn.name() == "owned");
  CHECK(block_on(std::move(owned_dyn).last(0)) == 5);

  demo::DynScale<double> scale = 5;
  CHECK(block_on(scale.weigh()) == 5.0);
  const int weight = 6;
  CHECK(block_on(demo::as_scale<long>(weight).weigh()) == 6);
  demo::DynFloor attic = Attic();
  CHECK(block_on(attic.top()) == 1);
  CHECK(attic.depth() == 2);
  CHECK(std::as_const(attic).depth() == 3);
  CHECK(attic.area() == 4);
  use_provided();
  std::puts("ok");
}
