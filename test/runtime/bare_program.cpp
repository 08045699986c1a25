// The runtime and the generated code without exceptions and RTTI: that it compiles, and runs.
#include "traits.h"

#include <async_trait/mock.h>

#include <cstdio>
#include <cstdlib>

namespace {

int calls = 0;

struct implementer {
  async_trait::task<int> next() { co_return ++calls; }
  async_trait::ready_future<int> close() && { return async_trait::ready<int>(++calls); }
};

void expect(bool what, const char* text) {
  if (what)
    return;
  std::fprintf(stderr, "not true: %s\n", text);
  std::exit(1);
}

} // namespace

int main() {
  using async_trait::block_on;
  test::DynSource owning = implementer();
  expect(block_on(owning.next()) == 1, "an owning Dyn calls");
  expect(block_on(test::DynSourceRef(owning).next()) == 2, "a Ref calls");
  expect(owning.target<implementer>() != nullptr, "target finds the type");
  expect(owning.target<int>() == nullptr, "target finds no other type");
  test::DynSourceShared shared = std::move(owning);
  expect(block_on(shared.next()) == 3, "a shared Dyn calls");
  async_trait::arena arena;
  test::DynHeapSource heap = implementer();
  expect(block_on(heap.next().in(arena)) == 4, "a call takes a resource");
  test::DynTaskSource tasks = implementer();
  expect(block_on(tasks.next()) == 5, "a Dyn future is a task");
  expect(block_on(std::move(tasks).close()) == 6, "a consuming method calls");

  async_trait::pending<int> answer;
  async_trait::mock_future<int> later = async_trait::co_return_later(answer)();
  async_trait::started waiting(std::move(later));
  answer.complete(7);
  expect(waiting.is_done() && waiting.result() == 7, "a mock's future completes later");
}
