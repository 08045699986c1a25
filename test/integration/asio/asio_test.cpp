// Dyn futures in the coroutines of an Asio, and Asio's coroutines behind Dyn; net.h says which
// Asio.
#include "clock.h"
#include "feed.h"
#include "testing.h"

#include <async_trait/async_trait.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;

using async_trait::as_awaitable;
using async_trait::as_future;
using async_trait::ready;
using async_trait::task;
using testing::Counted;
using testing::Gate;
using testing::Job;

namespace {

/// Returns what Asio's users return.
struct Own {
  net::awaitable<int> tick(int by) {
    net::steady_timer timer(co_await net::this_coro::executor, 1ms);
    co_await timer.async_wait(net::use_awaitable);
    co_return by + 1;
  }
  net::awaitable<std::string> name() const { co_return "own"; }
  net::awaitable<void> stop() && { co_return; }
};

/// Returns what Asio does not know.
struct Foreign {
  task<int> tick(int by) { co_return by + 1; }
  auto name() const { return ready(std::string("foreign")); }
  task<void> stop() && { throw std::runtime_error("stopped"); }
};

struct Gated {
  struct Live : Counted<Live> {};

  explicit Gated(Gate& opened) : gate(opened) {}

  task<int> next() {
    const Live live;
    co_await gate;
    co_return 7;
  }
  auto item() { return ready(std::make_unique<int>(5)); }
  task<int&> counter() { co_return count; }
  task<void> rest() { throw std::runtime_error("no rest"); }

  Gate& gate;
  int count = 3;
};

template <class T>
net::awaitable<void> use_clock(std::string expected, bool throws) {
  demo::DynClock clock = T();
  static_assert(std::is_same_v<decltype(clock.tick(1)), net::awaitable<int>>);
  const int ticks = co_await clock.tick(2);
  EXPECT_EQ(ticks, 3);
  const std::string name = co_await clock.name();
  EXPECT_EQ(name, expected);
  bool thrown = false;
  try {
    co_await std::move(clock).stop();
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  EXPECT_EQ(thrown, throws);
}

TEST(AsAsioCoroutines, AreAsioCoroutines) {
  net::io_context context;
  net::co_spawn(context, use_clock<Own>("own", false), net::detached);
  EXPECT_NE(context.run(), 0U);
}

TEST(AsAsioCoroutines, TakeWhatAsioDoesNotKnow) {
  net::io_context context;
  net::co_spawn(context, use_clock<Foreign>("foreign", true), net::detached);
  EXPECT_NE(context.run(), 0U);
}

TEST(AsAwaitable, GoesOnOnItsOwnThread) {
  net::io_context context;
  Gate gate;
  bool ended = false;
  net::co_spawn(
      context,
      [&]() -> net::awaitable<void> {
        demo::DynFeed feed = Gated(gate);
        const auto thread = std::this_thread::get_id();
        const int next = co_await as_awaitable(feed.next());
        EXPECT_EQ(next, 7);
        EXPECT_EQ(thread, std::this_thread::get_id());
        int& counter = co_await as_awaitable(feed.counter());
        EXPECT_EQ(counter, 3);
        bool thrown = false;
        try {
          co_await as_awaitable(feed.rest());
        } catch (const std::runtime_error&) {
          thrown = true;
        }
        EXPECT_TRUE(thrown);
        ended = true;
      },
      net::detached);
  context.poll();
  EXPECT_TRUE(gate.is_awaited());
  EXPECT_FALSE(context.stopped());
  std::jthread other([&] { gate.open(); });
  context.run();
  EXPECT_TRUE(ended);
}

/// Not in a coroutine: there Clang 16 takes the thread's own variables for the same after a
/// suspension.
template <class Strand>
[[gnu::noinline]] bool is_on(const Strand& strand) {
  return strand.running_in_this_thread();
}

/// Other threads open the gate, and run the context, too.
TEST(AsAwaitable, GoesOnOnItsOwnStrand) {
  constexpr int rounds = 100;
  net::io_context context;
  const auto strand = net::make_strand(context);
  int kept = 0;
  net::co_spawn(
      strand,
      [&]() -> net::awaitable<void> {
        for (int round = 0; round != rounds; ++round) {
          Gate gate;
          demo::DynFeed feed = Gated(gate);
          std::jthread other([&gate, &strand] {
            while (!net::dispatch(strand, net::use_future([&] { return gate.is_awaited(); })).get())
              std::this_thread::yield();
            gate.open();
          });
          co_await as_awaitable(feed.next());
          kept += is_on(strand);
        }
      },
      net::detached);
  std::jthread second([&] { context.run(); });
  context.run();
  second.join();
  EXPECT_EQ(kept, rounds);
}

TEST(AsAwaitable, DropsTheCallWhenItIsCancelled) {
  net::io_context context;
  net::cancellation_signal signal;
  Gate gate;
  bool aborted = false;
  net::co_spawn(
      context,
      [&]() -> net::awaitable<void> {
        demo::DynFeed feed = Gated(gate);
        try {
          co_await as_awaitable(feed.next());
        } catch (const net_error& error) {
          aborted = error.code() == net::error::operation_aborted;
        }
      },
      net::bind_cancellation_slot(signal.slot(), net::detached));
  context.poll();
  EXPECT_EQ(Gated::Live::alive, 1);
  net::post(context, [&] {
    signal.emit(net::cancellation_type::terminal);
    EXPECT_EQ(Gated::Live::alive, 0); // At once: what it waits for cannot resume it any more.
  });
  context.run();
  EXPECT_TRUE(aborted);
}

/// Implements traits whose futures are not Asio's by coroutines that are. What these use while they
/// are awaited is not in here, as a call that is dropped may be over later than its object.
class Timed {
public:
  struct Live : Counted<Live> {};

  explicit Timed(net::any_io_executor executor) : executor_(std::move(executor)) {}

  auto next() { return as_future(executor_, number(7)); }
  auto counter() { return as_future(executor_, counted(count_)); }
  auto rest() { return as_future(executor_, refused()); }
  auto item() { return as_future(executor_, made()); }

  static inline int begun = 0;

private:
  static net::awaitable<void> wait() {
    net::steady_timer timer(co_await net::this_coro::executor, 1ms);
    co_await timer.async_wait(net::use_awaitable);
  }
  static net::awaitable<int> number(int result) {
    const Live live;
    ++begun;
    co_await wait();
    co_await net::post(co_await net::this_coro::executor, net::use_awaitable);
    co_await wait();
    co_return result;
  }
  static net::awaitable<std::reference_wrapper<int>> counted(int& count) { co_return ++count; }
  static net::awaitable<void> refused() {
    co_await wait();
    throw std::runtime_error("no rest");
  }
  static net::awaitable<std::unique_ptr<int>> made() {
    co_await wait();
    co_return std::make_unique<int>(5);
  }

  net::any_io_executor executor_;
  int count_ = 0;
};

/// Nothing here knows of Asio.
task<int> use_feed(demo::DynFeed& feed) {
  const int next = co_await feed.next();
  const std::unique_ptr<int> item = co_await feed.item();
  EXPECT_EQ(*item, 5);
  int& counter = co_await feed.counter();
  bool thrown = false;
  try {
    co_await feed.rest();
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  EXPECT_TRUE(thrown);
  co_return next + counter;
}

TEST(AsFuture, IsForAnyCoroutine) {
  net::io_context context;
  auto work = net::make_work_guard(context);
  std::jthread loop([&] { context.run(); });
  demo::DynFeed feed = Timed(context.get_executor());
  EXPECT_EQ(async_trait::block_on(use_feed(feed)), 8);
  EXPECT_EQ(async_trait::block_on(use_feed(feed)), 9);
  work.reset();
}

TEST(AsFuture, IsForAsioCoroutinesThroughADyn) {
  net::io_context context;
  std::optional<int> result;
  net::co_spawn(
      context,
      [&]() -> net::awaitable<void> {
        demo::DynFeed feed = Timed(context.get_executor());
        result = co_await as_awaitable(use_feed(feed));
      },
      net::detached);
  context.run();
  EXPECT_EQ(result, 8);
}

TEST(AsFuture, GoesOnOnItsExecutor) {
  net::io_context context;
  const auto strand = net::make_strand(context);
  auto work = net::make_work_guard(context);
  std::jthread first([&] { context.run(); });
  std::jthread second([&] { context.run(); });
  demo::DynFeed feed = Timed(strand);
  const auto on_strand = [&]() -> task<int> {
    int kept = 0;
    for (int round = 0; round != 20; ++round) {
      co_await feed.next();
      kept += is_on(strand);
    }
    co_return kept;
  };
  EXPECT_EQ(async_trait::block_on(on_strand()), 20);
  work.reset();
}

TEST(AsFuture, IsLazy) {
  Timed::begun = 0;
  net::io_context context;
  {
    demo::DynFeed feed = Timed(context.get_executor());
    auto future = feed.next();
    auto moved = std::move(future);
  }
  {
    auto future = Timed(context.get_executor()).next();
    auto moved = std::move(future);
  }
  EXPECT_EQ(context.run(), 0U);
  EXPECT_EQ(Timed::begun, 0);
}

Job await_next(demo::DynFeed& feed, std::optional<int>& result) { result = co_await feed.next(); }

/// Dropped after each handler that the context runs: from before the coroutine began to after it
/// has told its end.
TEST(AsFuture, CanBeDroppedAtAnyTime) {
  int steps = 0;
  for (bool ended = false; !ended; ++steps) {
    Timed::begun = 0;
    std::optional<int> result;
    net::io_context context;
    {
      demo::DynFeed feed = Timed(context.get_executor());
      const Job job = await_next(feed, result);
      for (int step = 0; step != steps; ++step)
        context.run_one();
      ended = job.done();
    }
    context.run();
    EXPECT_EQ(Timed::begun, steps == 0 ? 0 : 1);
    EXPECT_EQ(result.has_value(), ended);
    EXPECT_EQ(Timed::Live::alive, 0);
  }
  EXPECT_GE(steps, 4);
}

/// What the coroutine waits for is not waited for any more.
TEST(AsFuture, CancelsWhenItIsDropped) {
  net::io_context context;
  bool aborted = false;
  const auto coroutine = [&]() -> net::awaitable<void> {
    net::steady_timer timer(co_await net::this_coro::executor, 1h);
    try {
      co_await timer.async_wait(net::use_awaitable);
    } catch (const net_error& error) {
      aborted = error.code() == net::error::operation_aborted;
    }
  };
  const auto await = [&]() -> Job {
    co_await as_future(context.get_executor(), coroutine());
    ADD_FAILURE() << "resumed";
  };
  {
    const Job job = await();
    context.poll();
  }
  context.run_for(30s);
  EXPECT_TRUE(aborted);
}

/// One that takes no notice of its cancellation ends later, and tells nobody.
TEST(AsFuture, ForgetsWhatGoesOn) {
  net::io_context context;
  bool ended = false;
  const auto coroutine = [&]() -> net::awaitable<std::string> {
    co_await net::this_coro::reset_cancellation_state(net::disable_cancellation());
    net::steady_timer timer(co_await net::this_coro::executor, 2ms);
    co_await timer.async_wait(net::use_awaitable);
    ended = true;
    co_return std::string(100, 'x');
  };
  const auto await = [&]() -> Job {
    co_await as_future(context.get_executor(), coroutine());
    ADD_FAILURE() << "resumed";
  };
  {
    const Job job = await();
    context.poll();
  }
  context.run();
  EXPECT_TRUE(ended);
}

TEST(AsFuture, MayOutliveTheContext) {
  std::optional<int> result;
  auto context = std::make_unique<net::io_context>();
  demo::DynFeed feed = Timed(context->get_executor());
  {
    const Job job = await_next(feed, result);
    context->poll();
    EXPECT_EQ(Timed::Live::alive, 1);
    context.reset();
    EXPECT_EQ(Timed::Live::alive, 0);
  }
  EXPECT_FALSE(result.has_value());
}

} // namespace
