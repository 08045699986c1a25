#include "receivers.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

using async_trait::block_on;
using async_trait::task;
using testing::Gate;
using testing::Job;

namespace {

enum class Ending { at_once, suspended, thrown };

class File : testing::Counted<File> {
public:
  explicit File(Ending ending, Gate* gate = nullptr) : ending_(ending), gate_(gate) {}

  task<int> read() { co_return ++value_; }
  task<int> peek() const { co_return value_; }
  task<int> update() & { co_return value_ += 10; }
  task<int> view() const& { co_return value_; }
  task<std::string> close() && {
    if (ending_ == Ending::suspended)
      co_await *gate_;
    if (ending_ == Ending::thrown)
      throw std::runtime_error("closed badly");
    co_return "a name that is too long for a small string";
  }

  int size() const noexcept { return value_; }
  void clear() noexcept { value_ = 0; }
  int& top() & { return value_; }
  const int& bottom() const& noexcept { return value_; }
  std::unique_ptr<int> release() && { return std::make_unique<int>(value_); }

  using testing::Counted<File>::alive;

private:
  int value_ = 0;
  Ending ending_;
  Gate* gate_;
};

class Both {
public:
  auto get() { return async_trait::ready(1); }
  auto get() const { return async_trait::ready(2); }
  int now() { return 1; }
  int now() const { return 2; }
};

using Dyn = demo::DynSession;
static_assert(demo::Session<File>);
static_assert(demo::Session<Dyn>);
// These do not own, so they cannot be consumed.
static_assert(!demo::Session<demo::DynSessionRef>);
static_assert(!demo::Session<demo::DynSessionShared>);
static_assert(noexcept(std::declval<const Dyn&>().size()));
static_assert(noexcept(std::declval<const Dyn&>().bottom()));
static_assert(!noexcept(std::declval<Dyn&>().top()));
// Constness passes through an owner; a Ref is like a pointer.
template <class T>
concept readable = requires(T& object) { object.read(); };
static_assert(readable<Dyn> && !readable<const Dyn>);
static_assert(readable<demo::DynSessionRef> && readable<const demo::DynSessionRef>);
static_assert(readable<demo::DynSessionShared> && !readable<const demo::DynSessionShared>);
template <class T>
concept closes_lvalues = requires(T& object) { object.close(); };
static_assert(!closes_lvalues<Dyn>);

task<int> use(demo::Session auto& session) {
  int sum = co_await session.read();
  sum += co_await std::as_const(session).peek();
  sum += co_await session.update();
  sum += co_await std::as_const(session).view();
  session.top() += 5;
  sum += std::as_const(session).bottom() + std::as_const(session).size();
  session.clear();
  co_return sum;
}

Job close(Dyn session, std::optional<std::string>& name) {
  name = co_await std::move(session).close();
}

void consumed() {
  {
    Dyn session = File(Ending::at_once);
    auto closing = std::move(session).close();
    CHECK(!session);
    CHECK(File::alive == 1);
    CHECK(block_on(std::move(closing)) == "a name that is too long for a small string");
  }
  CHECK(File::alive == 0);
  {
    Dyn session = File(Ending::at_once);
    auto dropped = std::move(session).close();
  }
  CHECK(File::alive == 0);
  {
    Dyn session = File(Ending::thrown);
    bool caught = false;
    try {
      block_on(std::move(session).close());
    } catch (const std::runtime_error&) {
      caught = true;
    }
    CHECK(caught);
  }
  CHECK(File::alive == 0);
  for (const bool finishes : {true, false}) {
    Gate gate;
    std::optional<std::string> name;
    {
      const Job job = close(File(Ending::suspended, &gate), name);
      CHECK(gate.is_awaited());
      CHECK(File::alive == 1);
      if (finishes)
        gate.open();
      CHECK(job.done() == finishes);
    }
    CHECK(name.has_value() == finishes);
    CHECK(File::alive == 0);
  }
  {
    Dyn session = File(Ending::at_once);
    session.top() = 7;
    const std::unique_ptr<int> rest = std::move(session).release();
    CHECK(*rest == 7);
    CHECK(!session);
  }
  CHECK(File::alive == 0);
}

} // namespace

int main() {
  {
    File file(Ending::at_once);
    CHECK(block_on(use(file)) == 1 + 1 + 11 + 11 + 16 + 16);
    Dyn dyn = File(Ending::at_once);
    CHECK(block_on(use(dyn)) == 56);
    const demo::DynSessionRef ref = dyn;
    CHECK(block_on(ref.read()) == 1);
    CHECK(ref.size() == 1);
    const demo::DynSessionShared shared = std::move(dyn);
    CHECK(block_on(shared.peek()) == 1);
    CHECK(block_on(std::move(file).close()).size() == 42);
  }
  CHECK(File::alive == 0);
  consumed();

  demo::DynCell cell = Both();
  CHECK(block_on(cell.get()) == 1);
  CHECK(block_on(std::as_const(cell).get()) == 2);
  CHECK(cell.now() == 1);
  CHECK(std::as_const(cell).now() == 2);
  const demo::DynCellRef ref = cell;
  CHECK(block_on(ref.get()) == 1);
  CHECK(ref.now() == 1);
  std::puts("ok");
}
