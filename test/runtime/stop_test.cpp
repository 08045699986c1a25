// Stop requests: the future is dropped, whatever it is and whenever they come.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <async_trait/stop.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;
using async_trait::until_stopped;

namespace test {
namespace {

/// Waits in a coroutine for an event, and counts what lives meanwhile.
struct Waiting {
  task<int> next() {
    ++calls;
    const tracked local;
    co_await *when;
    co_return 7;
  }
  event* when;
  int calls = 0;
};

class Stop : public testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(tracked::alive, 0); }

  /// Awaits the source until the stop; 0 stands for "stopped".
  operation started(DynSourceRef source) {
    operation waiting = await(source);
    waiting.start();
    return waiting;
  }

  /// The source's future holds one object while it waits, and none after the stop.
  void expect_drop(DynSourceRef source) {
    const operation running = started(source);
    EXPECT_EQ(tracked::alive, 1);
    stop.request_stop();
    EXPECT_EQ(tracked::alive, 0);
    EXPECT_EQ(result, 0);
  }

  event when;
  std::stop_source stop;
  int result = -1;

private:
  operation await(DynSourceRef source) {
    const std::optional<int> found = co_await until_stopped(source.next(), stop.get_token());
    result = found.value_or(0);
  }
};

TEST_F(Stop, DropsAFutureThatWaits) {
  Waiting waiting{&when};
  expect_drop(waiting);
}

TEST_F(Stop, DropsAnAwaiterThatWaits) {
  struct Awaiting {
    auto next() { return number_after<>(*when, 1); }
    event* when;
  } awaiting{&when};
  expect_drop(awaiting);
}

TEST_F(Stop, ComesTooLate) {
  Waiting waiting{&when};
  const operation running = started(waiting);
  when.set();
  EXPECT_EQ(result, 7);
  stop.request_stop();
  EXPECT_EQ(result, 7);
}

TEST_F(Stop, ComesBeforeTheFutureStarts) {
  Waiting waiting{&when};
  stop.request_stop();
  const operation running = started(waiting);
  EXPECT_EQ(result, 0);
  EXPECT_EQ(waiting.calls, 0);
}

TEST_F(Stop, ComesWhileTheFutureStarts) {
  struct Stopping {
    task<int> next() {
      const tracked local;
      stop->request_stop();
      co_await *when;
      co_return 7;
    }
    std::stop_source* stop;
    event* when;
  } stopping{&stop, &when};
  const operation running = started(stopping);
  EXPECT_EQ(result, 0);
  EXPECT_EQ(tracked::alive, 0);
}

TEST_F(Stop, IsNotHeardByAFutureThatEndsAtOnce) {
  struct Stopping {
    task<int> next() {
      stop->request_stop();
      co_return 7;
    }
    std::stop_source* stop;
  } stopping{&stop};
  const operation running = started(stopping);
  EXPECT_EQ(result, 7);
}

TEST_F(Stop, FindsNothingOnceTheCallIsDropped) {
  Waiting waiting{&when};
  {
    const operation dropped = started(waiting);
    EXPECT_EQ(tracked::alive, 1);
  }
  EXPECT_EQ(tracked::alive, 0);
  stop.request_stop();
  EXPECT_EQ(result, -1);
}

TEST_F(Stop, LeavesResultsAndExceptionsAsTheyAre) {
  const auto token = stop.get_token();
  int number = 3;
  EXPECT_EQ(&block_on(until_stopped(ready<int&>(number), token)).value().get(), &number);
  EXPECT_TRUE(block_on(until_stopped(ready(), token)));
  EXPECT_EQ(*block_on(until_stopped(ready(std::make_unique<int>(4)), token)).value(), 4);
  const auto thrown = []() -> task<void> {
    throw std::runtime_error("thrown");
    co_return;
  };
  EXPECT_THROW(block_on(until_stopped(thrown(), token)), std::runtime_error);
  stop.request_stop();
  EXPECT_FALSE(block_on(until_stopped(ready(), token)));
}

} // namespace
} // namespace test
