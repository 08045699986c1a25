// Dyn futures as KJ's promises, and KJ's promises behind Dyn, in a real event loop of KJ.
#include "feed.h"
#include "testing.h"

#include <async_trait/async_trait.h>
#include <async_trait/kj.h>
#include <gtest/gtest.h>
#include <kj/async-io.h>
#include <kj/debug.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

using async_trait::as_future;
using async_trait::as_promise;
using async_trait::ready;
using async_trait::task;
using testing::Counted;
using testing::Gate;
using testing::Job;

namespace {

/// Returns what KJ does not know.
struct Foreign : Counted<Foreign> {
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

/// Returns what KJ's users return, for any coroutine.
struct Promised {
  struct Live : Counted<Live> {};

  explicit Promised(kj::Timer& real) : timer(&real) {}

  auto next() {
    return as_future(wait().then([] { return 7; }).attach(kj::heap<Live>()));
  }
  auto item() {
    return as_future(wait().then([] { return std::make_unique<int>(5); }));
  }
  auto counter() { return as_future(kj::Promise<std::reference_wrapper<int>>(std::ref(count))); }
  auto rest() {
    return as_future(wait().then([] { KJ_FAIL_REQUIRE("no rest"); }));
  }
  kj::Promise<void> wait() { return timer->afterDelay(1 * kj::MILLISECONDS); }

  kj::Timer* timer;
  int count = 3;
};

/// KJ's loop, with the clock and the files of the system.
class InKj : public testing::Test {
protected:
  kj::Timer& timer() { return io_.provider->getTimer(); }
  kj::WaitScope& scope() { return io_.waitScope; }
  ~InKj() noexcept override = default; // What KJ has may throw.

private:
  kj::AsyncIoContext io_ = kj::setupAsyncIo();
};

template <class R>
std::string message_of(kj::Promise<R> promise, kj::WaitScope& scope) {
  try {
    promise.wait(scope);
  } catch (const kj::Exception& exception) {
    return exception.getDescription().cStr();
  }
  return "none";
}

TEST_F(InKj, DynFuturesArePromises) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  auto opened =
      timer().afterDelay(1 * kj::MILLISECONDS).then([&] { gate.open(); }).eagerlyEvaluate(nullptr);
  kj::Promise<int> next = as_promise(feed.next()).then([](int got) { return got + 1; });
  EXPECT_TRUE(gate.is_awaited()); // It starts at once.
  EXPECT_EQ(next.wait(scope()), 8);
  EXPECT_EQ(*as_promise(feed.item()).wait(scope()), 5);
  int& counter = as_promise(feed.counter()).wait(scope());
  EXPECT_EQ(counter, 3);
}

TEST_F(InKj, VoidIsPromisedToo) {
  const auto nothing = []() -> task<void> { co_return; };
  kj::Promise<void> promise = as_promise(nothing());
  EXPECT_TRUE(promise.poll(scope()));
  promise.wait(scope());
}

TEST_F(InKj, ExceptionsBreakPromises) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  EXPECT_NE(message_of(as_promise(feed.rest()), scope()).find("no rest"), std::string::npos);
  const auto disconnects = []() -> task<int> {
    kj::throwFatalException(KJ_EXCEPTION(DISCONNECTED, "gone"));
    co_return 0;
  };
  try {
    as_promise(disconnects()).wait(scope());
    ADD_FAILURE();
  } catch (const kj::Exception& exception) {
    EXPECT_EQ(exception.getType(), kj::Exception::Type::DISCONNECTED);
    EXPECT_STREQ(exception.getDescription().cStr(), "gone");
  }
}

TEST_F(InKj, DroppingThePromiseDropsTheCall) {
  Gate gate;
  demo::DynFeed feed = Foreign(gate);
  struct Kept : Counted<Kept> {};
  const auto use = [](demo::DynFeed& of, Kept) -> task<int> {
    const int next = co_await of.next();
    ADD_FAILURE() << "resumed";
    co_return next;
  };
  {
    Kept kept;
    kj::Promise<int> promise = as_promise(use(feed, kept));
    EXPECT_FALSE(promise.poll(scope()));
    EXPECT_GT(Kept::alive, 1);
  }
  EXPECT_EQ(Kept::alive, 0);
}

/// Nothing here knows of KJ.
task<int> use_feed(demo::DynFeed& feed) {
  const int next = co_await feed.next();
  const std::unique_ptr<int> item = co_await feed.item();
  int& counter = co_await feed.counter();
  std::string thrown;
  try {
    co_await feed.rest();
  } catch (const std::exception& error) {
    thrown = error.what();
  }
  EXPECT_NE(thrown.find("no rest"), std::string::npos);
  co_return next + *item + counter;
}

TEST_F(InKj, PromisesAreAwaitedThroughADyn) {
  demo::DynFeed feed = Promised(timer());
  EXPECT_EQ(as_promise(use_feed(feed)).wait(scope()), 15);
}

Job await_next(demo::DynFeed& feed, std::optional<int>& result) { result = co_await feed.next(); }

TEST_F(InKj, DroppingTheCallDropsThePromise) {
  std::optional<int> result;
  demo::DynFeed feed = Promised(timer());
  {
    const Job job = await_next(feed, result);
    EXPECT_EQ(Promised::Live::alive, 1);
  }
  EXPECT_EQ(Promised::Live::alive, 0);
  timer().afterDelay(5 * kj::MILLISECONDS).wait(scope());
  EXPECT_FALSE(result.has_value());
}

/// Dropped after each event of the loop: from before the promise began to after its end.
TEST(AsFuture, CanBeDroppedAtAnyTime) {
  struct Later {
    auto next() {
      return as_future(kj::evalLater([] {
                       }).then([] {
                           return kj::evalLater([] { return 7; });
                         }).attach(kj::heap<Promised::Live>()));
    }
    auto item() { return ready(std::unique_ptr<int>()); }
    auto counter() { return ready<int&>(count); }
    auto rest() { return ready(); }
    int count = 0;
  };
  int turns = 0;
  for (bool ended = false; !ended; ++turns) {
    kj::EventLoop loop;
    kj::WaitScope scope(loop);
    std::optional<int> result;
    {
      demo::DynFeed feed = Later();
      const Job job = await_next(feed, result);
      if (turns != 0) // None are all to KJ.
        loop.run(static_cast<kj::uint>(turns));
      ended = job.done();
    }
    EXPECT_EQ(Promised::Live::alive, 0);
    loop.run();
    EXPECT_EQ(result.has_value(), ended);
  }
  EXPECT_GE(turns, 4);
}

} // namespace
