// What debugger.sh looks at.
#include "support.h"
#include "traits.h"

#include <async_trait/task.h>

#include <coroutine>
#include <utility>

using test::DynSource;
using test::DynSourceRef;
using test::DynSourceShared;

namespace {

struct Waits {
  async_trait::task<int> next() {
    co_await *when;
    co_return 1;
  }

  test::event* when;
  int number = 7;
};

[[gnu::noinline]] void stop() { asm volatile(""); }

} // namespace

int main() {
  test::event when;
  Waits waits{&when};
  DynSource owning = Waits{&when};
  const DynSourceRef borrowing = waits;
  const DynSourceShared sharing = Waits{&when};
  DynSource moved = Waits{&when};
  const DynSource taken = std::move(moved);

  async_trait::task<int> task = waits.next();
  const async_trait::task<int> taken_task = std::move(task);
  auto future = owning.next();
  auto running = owning.next();
  running.await_suspend(std::noop_coroutine());
  auto given = owning.next();
  const auto taken_future = std::move(given);
  stop();
}
