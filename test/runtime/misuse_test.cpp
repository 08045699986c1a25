// What debug builds end the program for. This file is always compiled as one.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <async_trait/async_trait.h>

#include <optional>
#include <utility>

using async_trait::block_on;
using async_trait::task;
using test::DynSource;
using test::DynSourceRef;
using test::DynSourceShared;

namespace {

struct Numbers {
  task<int> next() { co_return 1; }
};

/// Its task was awaited before.
struct Stale {
  task<int> next() { return std::move(kept); }

  task<int> kept = Numbers().next();
};

TEST(Misuse, ADynFutureIsAwaitedOnce) {
  DynSource source = Numbers();
  const auto twice = [&]() -> task<int> {
    auto future = source.next();
    const int first = co_await future;
    co_return first + co_await future;
  };
  EXPECT_DEATH(block_on(twice()), "a Dyn future was awaited twice");
}

TEST(Misuse, ADynFutureThatWasMovedFromIsNotAwaited) {
  DynSource source = Numbers();
  auto future = source.next();
  auto taken = std::move(future);
  EXPECT_DEATH(block_on(std::move(future)), "a Dyn future was awaited that had been moved from");
  EXPECT_EQ(block_on(std::move(taken)), 1);
}

TEST(Misuse, AnAssignedDynFutureIsNew) {
  DynSource source = Numbers();
  auto future = source.next();
  EXPECT_EQ(block_on(std::move(future)), 1);
  future = source.next();
  EXPECT_EQ(block_on(std::move(future)), 1);
}

/// A call, moved or not, of an object that the caller of this may end.
auto call_of(auto& source) {
  auto future = source.next();
  return future;
}

TEST(Misuse, TheObjectOfACallHasNotEnded) {
  std::optional<DynSource> source(Numbers{});
  auto future = call_of(*source);
  auto moved = std::move(future);
  source.reset();
  EXPECT_DEATH(block_on(std::move(moved)), "a Dyn future was awaited whose object has ended");
}

TEST(Misuse, NorHasOneThatIsShared) {
  std::optional<DynSourceShared> source(Numbers{});
  std::optional<DynSourceShared> other = source;
  auto future = source->next();
  auto last = source->next();
  source.reset();
  EXPECT_EQ(block_on(std::move(future)), 1);
  other.reset();
  EXPECT_DEATH(block_on(std::move(last)), "whose object has ended");
}

TEST(Misuse, NorHasOneThatIsBorrowed) {
  std::optional<DynSource> source(Numbers{});
  DynSourceRef ref = *source;
  auto future = ref.next();
  source.reset();
  EXPECT_DEATH(block_on(std::move(future)), "whose object has ended");
}

TEST(Misuse, AnotherObjectsEndIsNoMatter) {
  for (int count = 0; count != 1000; ++count) {
    // Most often in the memory of the one before, with its address.
    DynSource again = Numbers();
    auto future = again.next();
    {
      const DynSource other = Numbers();
    }
    EXPECT_EQ(block_on(std::move(future)), 1);
  }
}

TEST(Misuse, AnObjectThatMovedToASharedDynIsAlive) {
  DynSource source = Numbers();
  auto future = source.next();
  const DynSourceShared shared = std::move(source);
  EXPECT_EQ(block_on(std::move(future)), 1);
}

TEST(Misuse, ATaskIsAwaitedOnce) {
  task<int> numbers = Numbers().next();
  EXPECT_EQ(block_on(std::move(numbers)), 1);
  EXPECT_DEATH(block_on(std::move(numbers)), "a task was awaited twice");
}

TEST(Misuse, ATaskThatWasMovedFromIsNotAwaited) {
  task<int> first = Numbers().next();
  const task<int> taken = std::move(first);
  EXPECT_DEATH(block_on(std::move(first)), "a task was awaited that had been moved from");
}

TEST(Misuse, AMethodHandsOutATaskOnce) {
  DynSource source = Stale();
  EXPECT_EQ(block_on(source.next()), 1);
  EXPECT_DEATH(block_on(source.next()), "a task was awaited that had been moved from");
}

} // namespace
