// `task`, `block_on` and `ready`, and what counts as a future.
#include "support.h"

#include <gtest/gtest.h>

#include <complex>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace test {
namespace {

task<int> number(int n) { co_return n; }

static_assert(async_trait::future<task<int>, int>);
static_assert(async_trait::future<task<int>, long>);
static_assert(async_trait::future<task<void>, void>);
static_assert(!async_trait::future<task<int>, void>);
static_assert(!async_trait::future<task<void>, int>);
static_assert(!async_trait::future<task<int>&, int>);
static_assert(!async_trait::future<task<std::string>, const std::string&>);
static_assert(async_trait::future<task<std::string&>, const std::string&>);
static_assert(!async_trait::future<int, int>);
static_assert(async_trait::future<textbook_task<int>, int>);
static_assert(std::is_same_v<async_trait::future_result_t<task<int&>>, int&>);
static_assert(std::is_same_v<async_trait::future_result_t<event&>, void>);
static_assert(std::is_nothrow_move_constructible_v<task<int>>);
static_assert(std::is_nothrow_move_assignable_v<task<int>>);
static_assert(!std::is_copy_constructible_v<task<int>>);
static_assert(sizeof(task<int>) == sizeof(void*));

TEST(Task, IsLazy) {
  bool started = false;
  const auto start = [&]() -> task<void> {
    started = true;
    co_return;
  };
  {
    const auto never_awaited = start();
  }
  EXPECT_FALSE(started);
  auto first = start();
  auto second = std::move(first);
  EXPECT_FALSE(started);
  block_on(std::move(second));
  EXPECT_TRUE(started);
}

TEST(Task, AssignmentEndsWhatWasThere) {
  const auto keeps = [](tracked) -> task<void> { co_return; };
  {
    const tracked argument;
    auto a = keeps(argument);
    auto b = keeps(argument);
    EXPECT_EQ(tracked::alive, 3);
    a = std::move(b);
    EXPECT_EQ(tracked::alive, 2);
    auto& same = a;
    a = std::move(same);
    block_on(std::move(a));
  }
  EXPECT_EQ(tracked::alive, 0);
}

TEST(Task, YieldsEveryKindOfResult) {
  int counter = 1;
  const auto all = [&]() -> task<void> {
    const auto unique = []() -> task<std::unique_ptr<int>> { co_return std::make_unique<int>(2); };
    const auto reference = [&]() -> task<int&> { co_return counter; };
    const auto constant = []() -> task<const std::string> { co_return "constant"; };
    const auto rvalue = [&]() -> task<int&&> { co_return std::move(counter); };
    const auto braces = []() -> task<std::vector<int>> { co_return {1, 2, 3}; };
    EXPECT_EQ(*co_await unique(), 2);
    EXPECT_EQ(&co_await reference(), &counter);
    EXPECT_EQ(co_await constant(), "constant");
    int&& same = co_await rvalue();
    EXPECT_EQ(&same, &counter);
    EXPECT_EQ((co_await braces()).size(), 3u);
  };
  block_on(all());
}

/// Plain, and made of numbers of one type.
struct identifier {
  identifier(std::uint32_t number) : value(number) {}
  std::uint32_t value;
};

TEST(Task, ConvertsWhatIsReturnedWhereItIsReturned) {
  // Under warnings that are errors: these constants fit, which is not known elsewhere.
  const auto plain = []() -> task<identifier> { co_return 5; };
  const auto complex = []() -> task<std::complex<float>> { co_return 1; };
  const auto null = []() -> task<int*> { co_return 0; };
  const auto perhaps = []() -> task<std::optional<int>> { co_return 3; };
  EXPECT_EQ(block_on(plain()).value, 5u);
  EXPECT_EQ(block_on(complex()), 1.0f);
  EXPECT_EQ(block_on(null()), nullptr);
  EXPECT_EQ(block_on(perhaps()), 3);
}

TEST(Task, IsAwaitedThroughAnAwaiterThatMayBeMoved) {
  // As an await_transform that names the awaiter does.
  auto awaited = number(4);
  const auto awaits = [&]() -> task<int> {
    auto awaiter = std::move(awaited).operator co_await();
    auto moved = std::move(awaiter);
    co_return co_await moved;
  };
  EXPECT_EQ(block_on(awaits()), 4);
}

TEST(Task, ThrowsWhatItsCoroutineThrew) {
  const auto inner = []() -> task<int> {
    throw std::runtime_error("inner");
    co_return 1;
  };
  const auto outer = [&]() -> task<std::string> {
    try {
      co_return std::to_string(co_await inner());
    } catch (const std::runtime_error& error) {
      co_return error.what();
    }
  };
  EXPECT_EQ(block_on(outer()), "inner");
  EXPECT_THROW(block_on(inner()), std::runtime_error);
}

TEST(Task, GoesOnWhenWhatItAwaitsGoesOn) {
  event when;
  int sum = 0;
  const auto inner = [&]() -> task<int> {
    co_await when;
    co_return 1;
  };
  const auto outer = [&]() -> task<int> { co_return co_await inner() + co_await inner(); };
  const auto run_outer = [&]() -> operation { sum = co_await outer(); };
  auto running = run_outer();
  running.start();
  when.set();
  EXPECT_EQ(sum, 0);
  when.set();
  EXPECT_EQ(sum, 2);
}

TEST(Task, RecyclesItsFrames) {
  block_on(number(1));
  std::size_t count = 0;
  const auto calls = [&]() -> task<void> {
    co_await number(1);
    count = allocations_of([] {});
    const std::size_t before = allocations();
    for (int i = 0; i < 100; ++i)
      co_await number(i);
    count = allocations() - before;
  };
  block_on(calls());
  EXPECT_EQ(count, 0u);
}

TEST(Task, RecyclesLargeFrames) {
  const auto large = [](int index) -> task<int> {
    int numbers[750] = {};
    co_await ready();
    co_return numbers[index];
  };
  const auto call = [&] { block_on(large(1)); };
  call();
  EXPECT_EQ(allocations_of(call), 0u);
}

TEST(Task, RecyclesTheFramesOfManyAtOnce) {
  const auto many = [] {
    std::vector<task<int>> tasks;
    tasks.reserve(200);
    for (int i = 0; i < 200; ++i)
      tasks.push_back(number(i));
  };
  many();
  EXPECT_EQ(allocations_of(many), 1u); // The vector.
}

TEST(Task, FramesMayEndOnAnotherThread) {
  // More than a thread keeps, made here and given back there, both ways.
  constexpr int many = 2000;
  for (int round = 0; round < 3; ++round) {
    std::vector<task<int>> tasks;
    for (int i = 0; i < many; ++i)
      tasks.push_back(number(i));
    std::jthread([&tasks] {
      for (auto& each : tasks)
        block_on(std::move(each));
      tasks.clear();
      for (int i = 0; i < many; ++i)
        tasks.push_back(number(i));
    }).join();
    for (auto& each : tasks)
      block_on(std::move(each));
  }
}

TEST(Task, FramesEndAfterTheirThreadsOwnVariables) {
  struct holder {
    std::unique_ptr<task<int>> kept;
  };
  std::jthread([] {
    // Made before the thread's first frame, so it ends after the pool.
    static thread_local holder last;
    last.kept = std::make_unique<task<int>>(number(1));
    block_on(number(2));
  }).join();
}

TEST(BlockOn, TakesAnyAwaitable) {
  struct awaiter {
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    int await_resume() const noexcept { return 1; }
  };
  EXPECT_EQ(block_on(awaiter()), 1);
  awaiter lvalue;
  EXPECT_EQ(block_on(lvalue), 1);
  EXPECT_EQ(block_on(ready(2)), 2);
  block_on(ready());
  int counter = 0;
  EXPECT_EQ(&block_on(ready<int&>(counter)), &counter);
  EXPECT_EQ(block_on([]() -> textbook_task<int> { co_return 3; }()), 3);
}

TEST(BlockOn, AllocatesNothingOnceItHasAFrame) {
  block_on(ready(1));
  EXPECT_EQ(allocations_of([] { block_on(ready(2)); }), 0u);
}

TEST(BlockOn, ReturnsWhatCannotBeMoved) {
  struct makes_pinned {
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<>) const {
      if (throws)
        throw std::runtime_error("suspending");
      return false;
    }
    pinned await_resume() const { return pinned(6); }

    bool throws = false;
  };
  const pinned made = block_on(makes_pinned());
  EXPECT_EQ(made.self, &made);
  EXPECT_EQ(made.value, 6);
  EXPECT_THROW(static_cast<void>(block_on(makes_pinned{true})), std::runtime_error);
}

TEST(BlockOn, WaitsForAnotherThread) {
  struct on_a_thread {
    std::jthread& thread;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) const {
      thread = std::jthread([caller] { caller.resume(); });
    }
    std::thread::id await_resume() const noexcept { return std::this_thread::get_id(); }
  };
  for (int i = 0; i < 100; ++i) {
    std::jthread thread;
    EXPECT_NE(block_on(on_a_thread{thread}), std::this_thread::get_id());
  }
}

TEST(BlockOn, Nests) {
  const auto inner = []() -> task<int> { co_return block_on(number(1)) + co_await number(2); };
  const auto outer = [&]() -> task<int> {
    const int first = block_on(inner());
    const int second = co_await inner();
    co_return first + second + block_on(inner());
  };
  EXPECT_EQ(block_on(outer()), 9);
}

TEST(BlockOn, MayEndWhatItsCallerAwaits) {
  // A coroutine that ends inside of a nested block_on goes on there and then.
  event when;
  bool ended = false;
  const auto waits = [&]() -> task<void> { co_await when; };
  const auto waits_for_that = [&]() -> operation {
    co_await waits();
    ended = true;
  };
  auto waiting = waits_for_that();
  waiting.start();
  const auto sets = [&]() -> task<void> {
    when.set();
    EXPECT_TRUE(ended);
    co_return;
  };
  const auto blocks = [&]() -> task<void> {
    block_on(sets());
    co_return;
  };
  block_on(blocks());
}

TEST(Ready, HoldsItsValue) {
  EXPECT_EQ(*block_on(ready(std::make_unique<int>(4))), 4);
  EXPECT_EQ(block_on(ready<std::string>("text")), "text");
  static_assert(std::is_same_v<async_trait::future_result_t<decltype(ready("text"))>, const char*>);
  EXPECT_EQ(allocations_of([] { static_cast<void>(ready(1)); }), 0u);
}

} // namespace
} // namespace test
