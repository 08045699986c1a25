// Calls in a row that complete at once run in constant stack space. Built without and with
// optimisation: only the latter makes tail calls with every compiler.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

using async_trait::block_on;
using async_trait::task;

namespace test {
namespace {

/// How far the stack reached, by the addresses of frames: a local variable's may be on the heap
/// under the address sanitizer.
class stack_extent {
public:
  [[gnu::noinline]] void note() noexcept {
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    lowest_ = here < lowest_ ? here : lowest_;
    highest_ = here > highest_ ? here : highest_;
  }
  std::uintptr_t size() const noexcept { return highest_ - lowest_; }

private:
  std::uintptr_t lowest_ = std::numeric_limits<std::uintptr_t>::max();
  std::uintptr_t highest_ = 0;
};

constexpr int times = 10'000'000;

task<int> call_in_a_row(Source auto& callee) {
  int sum = 0;
  for (int i = 0; i < times; ++i)
    sum += co_await callee.next();
  co_return sum;
}

void expect_constant(Source auto callee, const stack_extent& stack) {
  EXPECT_EQ(block_on(call_in_a_row(callee)), times);
  EXPECT_LT(stack.size(), 64u * 1024);
}

TEST(Stack, OfAwaitersIsConstant) {
  stack_extent stack;
  expect_constant(DynSource(source([&] { return stack.note(), number_now<>(1); })), stack);
}

TEST(Stack, OfTasksIsConstant) {
  stack_extent stack;
  const auto make = [&]() -> task<int> {
    stack.note();
    co_return 1;
  };
  expect_constant(source(make), stack);
  expect_constant(DynSource(source(make)), stack);
}

TEST(Stack, OfTextbookTasksIsConstant) {
  stack_extent stack;
  const auto make = [&]() -> textbook_task<int> {
    stack.note();
    co_return 1;
  };
  expect_constant(DynSource(source(make)), stack);
}

TEST(Stack, OfDynsOfDynsIsConstant) {
  stack_extent stack;
  const auto make = [&]() -> task<int> {
    stack.note();
    co_return 1;
  };
  expect_constant(DynRoomySource(DynSource(source(make))), stack);
}

TEST(Stack, OfTasksOfTasksIsConstant) {
  stack_extent stack;
  DynSource inner = source([&]() -> textbook_task<int> {
    stack.note();
    co_return 1;
  });
  expect_constant(DynSource(source([&]() -> task<int> { co_return co_await inner.next(); })),
                  stack);
}

TEST(Stack, OfTasksThatThrowIsConstant) {
  stack_extent stack;
  DynSource dyn = source([&]() -> task<int> {
    stack.note();
    throw 1;
    co_return 0;
  });
  int caught = 0;
  const auto call = [&]() -> task<void> {
    for (int i = 0; i < 100'000; ++i)
      try {
        co_await dyn.next();
      } catch (int number) {
        caught += number;
      }
  };
  block_on(call());
  EXPECT_EQ(caught, 100'000);
  EXPECT_LT(stack.size(), 64u * 1024);
}

TEST(Stack, OfTasksThatSuspendIsConstantToo) {
  stack_extent stack;
  event when;
  bool ended = false;
  DynSource dyn = source([&]() -> task<int> {
    stack.note();
    co_await when;
    co_return 1;
  });
  const auto call = [&]() -> operation {
    for (int i = 0; i < 100'000; ++i)
      co_await dyn.next();
    ended = true;
  };
  auto calling = call();
  calling.start();
  while (!ended)
    when.set();
  EXPECT_LT(stack.size(), 64u * 1024);
}

// GCC makes the transfer a call, so there each level takes stack space.
#if defined(__clang__)
task<int> recurse(int depth, event* when) {
  if (depth > 0)
    co_return 1 + co_await recurse(depth - 1, when);
  if (when != nullptr)
    co_await *when;
  co_return 0;
}

TEST(Stack, HoldsNothingOfTasksThatAwaitTasks) {
  constexpr int depth = 1'000'000;
  EXPECT_EQ(block_on(recurse(depth, nullptr)), depth);
  event when;
  bool ended = false;
  auto running = run(recurse(depth, &when), &ended);
  running.start();
  when.set();
  EXPECT_TRUE(ended);
}
#endif

} // namespace
} // namespace test
