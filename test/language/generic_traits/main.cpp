#include "generic_traits.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <map>
#include <memory>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class Memory {
public:
  task<std::optional<std::string>> get(int key) const {
    const auto found = values_.find(key);
    if (found == values_.end())
      co_return std::nullopt;
    co_return found->second;
  }
  task<void> put(int key, std::string value) {
    values_[key] = std::move(value);
    co_return;
  }

private:
  std::map<int, std::string> values_;
};
static_assert(demo::Store<Memory, int>);
static_assert(demo::Store<Memory, int, std::string>);
static_assert(!demo::Store<Memory, int, std::vector<int>>);
// The trait's own constraints.
static_assert(!demo::Store<Memory, std::unique_ptr<int>>);
static_assert(!demo::Store<Memory, std::string, std::string>);
static_assert(demo::Store<demo::DynStore<int, std::string>, int>);

task<bool> round_trip(demo::Store<int> auto& store) {
  co_await store.put(1, "one");
  const std::optional<std::string> one = co_await store.get(1);
  const std::optional<std::string> two = co_await store.get(2);
  co_return one == "one" && !two;
}

class Zeros {
public:
  using Error = int;
  task<std::array<char, 4>> read(int* error) {
    *error = 1;
    co_return std::array<char, 4>{};
  }
  std::size_t size() const noexcept { return 4; }
};
static_assert(demo::Blocks<Zeros, 4>);
static_assert(!demo::Blocks<Zeros, 5>);
static_assert(demo::Blocks<Zeros, 4, 'y', int>);

struct Numbers {
  using Item = int;
  auto all() { return ready(std::vector<int>{1, 2}); }
};
static_assert(demo::Lists<Numbers, std::vector>);

struct Adder {
  using Result = int;
  task<int> call(int a, std::unique_ptr<int> b, int c) { co_return a + *b + c; }
  task<int> call(int a) { co_return a; }
  std::size_t arity() const { return 3; }
};
static_assert(demo::Callable<Adder, int, async_trait::any, std::unique_ptr<int>, int>);
static_assert(demo::Callable<Adder, int, int>);
static_assert(!demo::Callable<Adder, int, char>);
static_assert(std::same_as<demo::CallableTypes<Adder, int>::Call, task<int>>);
using DynCall = demo::DynCallable<int, int, std::unique_ptr<int>, int>;
static_assert(demo::Callable<DynCall, int, int, std::unique_ptr<int>, int>);

struct Six {
  auto sum() const { return ready(6); }
};

struct Two {
  using Result = int;
  using Other = int;
  task<int> call(int a, std::vector<char> b) { co_return a + static_cast<int>(b.size()); }
  task<int> call(int a, char, std::string b) { co_return a + static_cast<int>(b.size()); }
  std::size_t arity() const { return 2; }
  task<int> front() const { co_return 1; }
  task<int> get() const { co_return 3; }
};
static_assert(demo::Wrapped<Two, int, int, char> && demo::Pair<Two, int, int>);

struct Parser {
  task<long> convert(const char* self, long object) { co_return self[0] - '0' + object; }
};

} // namespace

int main() {
  Memory memory;
  CHECK(block_on(round_trip(memory)));
  demo::DynStore<int> store = Memory();
  CHECK(block_on(round_trip(store)));
  demo::DynStoreRef<int, std::string> ref = store;
  CHECK(block_on(round_trip(ref)) == true);

  demo::DynBlocks<4, 'x', int> blocks = Zeros();
  int error = 0;
  CHECK(block_on(blocks.read(&error)) == (std::array<char, 4>{}));
  CHECK(error == 1);
  CHECK(blocks.size() == 4);

  demo::DynLists<std::vector, int> lists = Numbers();
  CHECK(block_on(lists.all()).size() == 2);

  DynCall three = Adder();
  CHECK(block_on(three.call(1, std::make_unique<int>(2), 3)) == 6);
  demo::DynCallable<int, int> one = Adder();
  CHECK(block_on(one.call(4)) == 4);
  CHECK(one.arity() == 3);

  demo::DynWrapped<int, int, char> wrapped = Two();
  CHECK(block_on(wrapped.call(1, {'a', 'b'})) == 3);
  demo::DynCallable<int, int, std::vector<char>> callable = std::move(wrapped);
  CHECK(block_on(callable.call(1, {})) == 1);
  demo::DynPair<int, int> pair = Two();
  CHECK(block_on(pair.call(1, 'a', "bcd")) == 4);
  const demo::DynSized<3> sized = Two();
  CHECK(block_on(sized.get()) == 3);

  const demo::DynSum<1, 2, 3> sum = Six();
  CHECK(block_on(sum.sum()) == 6);
  demo::DynOdd<long, const char*> odd = Parser();
  CHECK(block_on(odd.convert("4", 3)) == 7);
  std::puts("ok");
}
