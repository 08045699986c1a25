// Dyn futures in QCoro's coroutines, and QCoro's coroutines behind Dyn, in a real event loop of Qt.
#include "feed.h"
#include "station.h"
#include "testing.h"

#include <async_trait/async_trait.h>
#include <async_trait/qcoro.h>
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QTimer>
#include <qcoro/qcorotimer.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;

using async_trait::as_future;
using async_trait::ready;
using async_trait::task;
using testing::Gate;
using testing::Job;

namespace {

class InQt : public testing::Test {
protected:
  /// Runs the event loop for so long.
  static void spin(std::chrono::milliseconds time) {
    QTimer::singleShot(time, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
  }

private:
  int count_ = 1;
  std::string name_ = "qcoro_test";
  char* arguments_[2] = {name_.data(), nullptr};
  QCoreApplication application_{count_, arguments_};
};

QCoro::Task<> wait() {
  QTimer timer;
  timer.start(1ms);
  co_await timer;
}

/// Returns QCoro's tasks as they are.
struct Plain {
  QCoro::Task<int> next() {
    co_await wait();
    co_return 7;
  }
  QCoro::Task<std::unique_ptr<int>> item() {
    co_await wait();
    co_return std::make_unique<int>(5);
  }
  QCoro::Task<std::reference_wrapper<int>> counter() { co_return std::ref(count); }
  QCoro::Task<void> rest() {
    co_await wait();
    throw std::runtime_error("no rest");
  }

  QCoro::Task<int> tune(int by) {
    co_await wait();
    co_return by + 1;
  }
  QCoro::Task<std::string> name() const { co_return "plain"; }
  QCoro::Task<void> stop() && { co_return; }

  static inline int count = 3;
};

/// Returns futures that may be dropped.
struct Adapted {
  auto next() { return as_future(Plain().next()); }
  auto item() { return as_future(Plain().item()); }
  auto counter() { return as_future(Plain().counter()); }
  auto rest() { return as_future(Plain().rest()); }
};

/// Returns what QCoro does not know.
struct Foreign {
  task<int> tune(int by) { co_return by + 1; }
  auto name() const { return ready(std::string("foreign")); }
  task<void> stop() && { throw std::runtime_error("stopped"); }
};

QCoro::Task<int> use_feed(demo::DynFeed feed) {
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

TEST_F(InQt, TasksAwaitDynFuturesOfTasks) {
  EXPECT_EQ(QCoro::waitFor(use_feed(Plain())), 15);
  EXPECT_EQ(QCoro::waitFor(use_feed(Adapted())), 15);
}

/// What a task awaits goes on from the event loop.
TEST_F(InQt, TasksAwaitDynFuturesOfOthers) {
  struct Gated {
    task<int> next() {
      co_await *gate;
      co_return 7;
    }
    auto item() { return ready(std::make_unique<int>(5)); }
    auto counter() { return ready<int&>(count); }
    task<void> rest() { throw std::runtime_error("no rest"); }
    Gate* gate;
    int count = 3;
  };
  Gate gate;
  QTimer::singleShot(1ms, QCoreApplication::instance(), [&] { gate.open(); });
  EXPECT_EQ(QCoro::waitFor(use_feed(Gated{&gate})), 15);
}

template <class T>
QCoro::Task<bool> use_station(std::string expected) {
  demo::DynStation station = T();
  static_assert(std::is_same_v<decltype(station.tune(1)), QCoro::Task<int>>);
  const int tuned = co_await station.tune(2);
  EXPECT_EQ(tuned, 3);
  const std::string name = co_await station.name();
  EXPECT_EQ(name, expected);
  try {
    co_await std::move(station).stop();
  } catch (const std::runtime_error&) {
    co_return false;
  }
  co_return true;
}

TEST_F(InQt, DynFuturesAreTasks) {
  EXPECT_TRUE(QCoro::waitFor(use_station<Plain>("plain")));
  EXPECT_FALSE(QCoro::waitFor(use_station<Foreign>("foreign")));
}

Job await_next(demo::DynFeed& feed, std::optional<int>& result) { result = co_await feed.next(); }

TEST_F(InQt, OtherCoroutinesAwaitTasks) {
  std::optional<int> result;
  demo::DynFeed feed = Adapted();
  const Job job = await_next(feed, result);
  EXPECT_FALSE(result.has_value());
  spin(20ms);
  EXPECT_EQ(result, 7);
}

TEST_F(InQt, TasksAreForgottenWhenTheirCallsAreDropped) {
  std::optional<int> result;
  demo::DynFeed feed = Adapted();
  {
    const Job job = await_next(feed, result);
  }
  {
    auto future = Adapted().next();
  }
  spin(20ms);
  EXPECT_FALSE(result.has_value());
}

} // namespace
