// Dyn futures as senders, and senders behind Dyn.
#include "feed.h"
#include "testing.h"

#include <async_trait/async_trait.h>
#include <async_trait/senders.h>
#include <exec/static_thread_pool.hpp>
#include <exec/task.hpp>
#include <exec/timed_thread_scheduler.hpp>
#include <gtest/gtest.h>
#include <stdexec/execution.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;

using async_trait::as_future;
using async_trait::as_sender;
using async_trait::block_on;
using async_trait::ready;
using async_trait::task;
using testing::Gate;
using testing::Job;

namespace {

/// Returns what senders do not know.
struct Foreign {
  explicit Foreign(Gate& opened) : gate(&opened) {}

  task<int> next() {
    co_await *gate;
    co_return 7;
  }
  auto item() { return ready(std::make_unique<int>(5)); }
  task<int&> counter() { co_return count; }
  task<void> rest() { throw std::runtime_error("no rest"); }

  Gate* gate;
  int count = 3;
};

/// Returns senders, for any coroutine.
struct Sent {
  auto next() {
    return as_future(stdexec::schedule(scheduler) | stdexec::then([] { return 7; }));
  }
  auto item() {
    return as_future(stdexec::schedule(scheduler) |
                     stdexec::then([] { return std::make_unique<int>(5); }));
  }
  auto counter() { return as_future(stdexec::just(std::ref(count))); }
  auto rest() {
    return as_future(stdexec::schedule(scheduler) |
                     stdexec::then([] { throw std::runtime_error("no rest"); }));
  }

  exec::static_thread_pool::scheduler scheduler;
  int count = 3;
};

TEST(DynFutures, AreSenders) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  static_assert(stdexec::sender<decltype(feed.item())>);
  auto [item] = stdexec::sync_wait(feed.item()).value();
  EXPECT_EQ(*item, 5);
  auto [more] = stdexec::sync_wait(stdexec::when_all(feed.counter(), feed.counter()) |
                                   stdexec::then([](int a, int b) { return a + b; }))
                    .value();
  EXPECT_EQ(more, 6);
  EXPECT_THROW(stdexec::sync_wait(feed.rest()), std::runtime_error);
}

TEST(AsSender, CompletesAsTheFutureDoes) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  auto [item] = stdexec::sync_wait(as_sender(feed.item())).value();
  EXPECT_EQ(*item, 5);
  auto [count] = stdexec::sync_wait(as_sender(feed.counter()) |
                                    stdexec::then([](int& counter) { return ++counter; }))
                     .value();
  EXPECT_EQ(count, 4);
  EXPECT_THROW(stdexec::sync_wait(as_sender(feed.rest())), std::runtime_error);
  const auto nothing = []() -> task<void> { co_return; };
  EXPECT_TRUE(stdexec::sync_wait(as_sender(nothing())).has_value());
}

TEST(AsSender, CompletesLater) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  auto opens = stdexec::just() | stdexec::then([&] { gate.open(); });
  auto [next] = stdexec::sync_wait(stdexec::when_all(as_sender(feed.next()), opens)).value();
  EXPECT_EQ(next, 7);
}

struct Kept : testing::Counted<Kept> {};

task<int> never(Kept) {
  co_await std::suspend_always();
  co_return 0;
}

template <class Future>
auto stopped_by(stdexec::inplace_stop_source& source, Future future) {
  return stdexec::write_env(as_sender(std::move(future)),
                            stdexec::prop(stdexec::get_stop_token, source.get_token()));
}

TEST(AsSender, DropsTheFutureWhenItIsStopped) {
  stdexec::inplace_stop_source source;
  int alive = 0;
  int left = 0;
  auto stops = stdexec::just() | stdexec::then([&] {
                 alive = Kept::alive;
                 source.request_stop();
               });
  Kept kept;
  auto stopped = stopped_by(source, never(kept)) | stdexec::upon_stopped([&] {
                   left = Kept::alive; // Before the operation ends.
                   return 0;
                 });
  EXPECT_TRUE(stdexec::sync_wait(stdexec::when_all(std::move(stopped), stops)).has_value());
  EXPECT_GT(alive, left);
  EXPECT_EQ(Kept::alive, 1);
}

TEST(AsSender, DoesNotStartWhenItIsStoppedBefore) {
  stdexec::inplace_stop_source source;
  source.request_stop();
  bool started = false;
  const auto starts = [&]() -> task<void> {
    started = true;
    co_return;
  };
  EXPECT_FALSE(stdexec::sync_wait(stopped_by(source, starts())).has_value());
  EXPECT_FALSE(started);
}

TEST(AsSender, IsNotStoppedOnceItHasCompleted) {
  stdexec::inplace_stop_source source;
  auto stops = stdexec::just() | stdexec::then([&] { source.request_stop(); });
  auto both = stdexec::when_all(stopped_by(source, ready(7)), stops);
  auto [value] = stdexec::sync_wait(std::move(both)).value();
  EXPECT_EQ(value, 7);
}

/// Nothing here knows of senders.
task<int> use_feed(demo::DynFeed& feed) {
  const int next = co_await feed.next();
  const std::unique_ptr<int> item = co_await feed.item();
  int& counter = co_await feed.counter();
  bool thrown = false;
  try {
    co_await feed.rest();
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  EXPECT_TRUE(thrown);
  co_return next + *item + counter;
}

TEST(AsFuture, IsForAnyCoroutine) {
  exec::static_thread_pool pool(2);
  demo::DynFeed feed = Sent{pool.get_scheduler()};
  for (int round = 0; round != 100; ++round)
    EXPECT_EQ(block_on(use_feed(feed)), 15);
  auto [sum] = stdexec::sync_wait(use_feed(feed)).value();
  EXPECT_EQ(sum, 15);
}

TEST(AsFuture, YieldsWhatTheSenderCompletesWith) {
  static_assert(std::is_void_v<decltype(block_on(as_future(stdexec::just())))>);
  const auto [number, text] = block_on(as_future(stdexec::just(1, std::string("two")))); // A tuple.
  EXPECT_EQ(number, 1);
  EXPECT_EQ(text, "two");
}

TEST(AsFuture, ThrowsWhatTheSenderFailsWith) {
  EXPECT_THROW(block_on(as_future(stdexec::just_error(5))), int);
  EXPECT_THROW(block_on(as_future(stdexec::just_error(std::make_error_code(std::errc::io_error)))),
               std::system_error);
  EXPECT_THROW(block_on(as_future(
                   stdexec::just_error(std::make_exception_ptr(std::runtime_error("failed"))))),
               std::runtime_error);
}

TEST(AsFuture, TakesConstantStack) {
  struct Numbers {
    auto next() { return as_future(stdexec::just(1)); }
    auto item() { return ready(std::unique_ptr<int>()); }
    auto counter() { return ready<int&>(count); }
    auto rest() { return ready(); }
    int count = 0;
  };
  demo::DynFeed feed = Numbers();
  const auto add_up = [&]() -> task<int> {
    int sum = 0;
    for (int call = 0; call != 1'000'000; ++call)
      sum += co_await feed.next();
    co_return sum;
  };
  EXPECT_EQ(block_on(add_up()), 1'000'000);
}

TEST(AsFuture, IsLazy) {
  bool started = false;
  auto starts = stdexec::just() | stdexec::then([&] { started = true; });
  {
    auto future = as_future(starts);
    auto moved = std::move(future);
  }
  EXPECT_FALSE(started);
  block_on(as_future(starts));
  EXPECT_TRUE(started);
}

/// In a coroutine that can be stopped a stop is one; in others it is what the implementer says.
TEST(AsFuture, StopsACoroutineThatCanBe) {
  bool resumed = false;
  const auto awaits = [&]() -> exec::task<void> {
    co_await as_future(stdexec::just_stopped());
    resumed = true;
  };
  EXPECT_FALSE(stdexec::sync_wait(awaits()).has_value());
  EXPECT_FALSE(resumed);

  exec::static_thread_pool pool(1);
  const auto awaits_longer = [&]() -> exec::task<void> {
    co_await as_future(stdexec::schedule(pool.get_scheduler()) |
                       stdexec::let_value([] { return stdexec::just_stopped(); }));
    resumed = true;
  };
  EXPECT_FALSE(stdexec::sync_wait(awaits_longer()).has_value());
  EXPECT_FALSE(resumed);
}

TEST(AsFuture, MakesOfAStopWhatTheImplementerSays) {
  auto stops = stdexec::just(1) | stdexec::let_value([](int) { return stdexec::just_stopped(); });
  EXPECT_DEATH(block_on(as_future(stops)), "stopped_as_optional");
  EXPECT_THROW(block_on(as_future(stdexec::stopped_as_error(stops, 5))), int);
}

Job await_next(demo::DynFeed& feed, std::optional<int>& result) { result = co_await feed.next(); }

/// The operation is asked to stop, and its last part ends on the clock's thread.
TEST(AsFuture, StopsWhenItIsDropped) {
  exec::timed_thread_context clock;
  struct Timed {
    auto next() {
      return as_future(exec::schedule_after(scheduler, 1h) |
                       stdexec::then([live = std::make_unique<Kept>()] { return 7; }));
    }
    auto item() { return ready(std::unique_ptr<int>()); }
    auto counter() { return ready<int&>(count); }
    auto rest() { return ready(); }
    exec::timed_thread_scheduler scheduler;
    int count = 0;
  };
  demo::DynFeed feed = Timed{clock.get_scheduler()};
  std::optional<int> result;
  {
    const Job job = await_next(feed, result);
    EXPECT_EQ(Kept::alive, 1);
  }
  const auto waited_until = std::chrono::steady_clock::now() + 30s;
  const auto look = [&] { // On the clock's thread, where the count is changed.
    auto [alive] = stdexec::sync_wait(stdexec::schedule(clock.get_scheduler()) |
                                      stdexec::then([] { return Kept::alive; }))
                       .value();
    return alive;
  };
  while (look() != 0)
    ASSERT_LT(std::chrono::steady_clock::now(), waited_until);
  EXPECT_FALSE(result.has_value());
}

/// What completes on another thread is dropped just then.
TEST(AsFuture, CanBeDroppedWhileItCompletes) {
  exec::static_thread_pool pool(2);
  for (int round = 0; round != 2000; ++round) {
    // Its end is that of a sender, which is awaited by nobody that could be resumed meanwhile.
    auto future = as_future(stdexec::schedule(pool.get_scheduler()) |
                            stdexec::then([] { return std::make_unique<int>(1); }));
    EXPECT_TRUE(future.await_suspend(std::noop_coroutine()) || future.await_resume() != nullptr);
    for (int spin = round % 200; spin != 0; --spin)
      std::this_thread::yield();
  }
}

} // namespace
