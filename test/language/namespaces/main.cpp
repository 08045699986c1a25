#include "namespaces.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

struct All {
  using Item = int;
  task<std::optional<int>> next() { co_return 1; }
  int measure(Thing thing) const { return thing.size; }
  task<outer::Unit> run(outer::Unit unit) { co_return unit; }
  task<int> more() { co_return 2; }
};
struct Deep {
  task<outer::inner::deep::Unit> run(outer::Unit, outer::inner::deep::Unit own) { co_return own; }
};
struct Get {
  task<long> get() const { co_return 4; }
};

struct Clock : house::AlarmDefaults<Clock> {
  task<int> wait(std::chrono::milliseconds time) { co_return static_cast<int>(time.count()); }
  int ring() { return 1; }
};

static_assert(::GlobalIter<All, int>);
static_assert(outer::Versioned<All> && outer::v1::Versioned<All>);
static_assert(outer::inner::deep::Versioned<Deep>);
static_assert(outer::inner::deep::Sub<All>);
static_assert(outer::Again<Get, long>);

} // namespace

int main() {
  DynGlobalIter<int> iter = All();
  CHECK(block_on(iter.next()) == 1);
  CHECK(iter.measure() == 1);
  outer::DynVersioned versioned = All();
  block_on(versioned.run({}));
  outer::inner::deep::DynVersioned deep = Deep();
  CHECK(block_on(deep.run({})).depth == 3);
  outer::inner::deep::DynSub<int> sub = All();
  CHECK(block_on(sub.more()) == 2);
  DynGlobalIterRef<int> base = sub;
  CHECK(block_on(base.next()) == 1);
  const outer::DynAgain<long> again = Get();
  CHECK(block_on(again.get()) == 4);
  house::DynAlarm alarm = Clock();
  CHECK(block_on(alarm.wait()) == 100 && block_on(alarm.nap()) == 9 && alarm.name() == "abc");
  timing::DynTimer timer = std::move(alarm);
  CHECK(block_on(timer.wait()) == 100);
  std::puts("ok");
}
