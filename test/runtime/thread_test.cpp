// Futures that are started on one thread, resumed on another and dropped on a third. These tests
// mean most under the thread sanitizer.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using async_trait::block_on;
using async_trait::task;

namespace test {
namespace {

/// Threads that resume what is posted, until it ends.
class thread_pool {
public:
  explicit thread_pool(int threads) {
    for (int i = 0; i < threads; ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~thread_pool() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    posted_.notify_all();
  }

  void post(std::coroutine_handle<> coroutine) {
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(coroutine);
    }
    posted_.notify_one();
  }

  struct awaiter {
    thread_pool& pool;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) const { pool.post(caller); }
    int await_resume() const noexcept { return 1; }
  };
  awaiter schedule() noexcept { return awaiter{*this}; }

private:
  void work() {
    for (;;) {
      std::unique_lock lock(mutex_);
      posted_.wait(lock, [this] { return ended_ || !queue_.empty(); });
      if (queue_.empty())
        return;
      const auto coroutine = queue_.front();
      queue_.pop_front();
      lock.unlock();
      coroutine.resume();
    }
  }

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::coroutine_handle<>> queue_;
  bool ended_ = false;
  std::vector<std::jthread> threads_;
};

/// The sum of many calls, some of which change the thread and some of which do not.
task<int> sum(Source auto& callee, int times) {
  int total = 0;
  for (int i = 0; i < times; ++i)
    total += co_await callee.next();
  co_return total;
}

void expect_sums_on_many_threads(auto make) {
  static constexpr int times = 20'000;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&make] {
      DynSource dyn = source(make);
      EXPECT_EQ(block_on(sum(dyn, times)), times);
    });
}

TEST(Thread, AwaitersResumeOnOthers) {
  thread_pool pool(2);
  expect_sums_on_many_threads([&] { return pool.schedule(); });
}

TEST(Thread, TasksResumeOnOthersAndTheirFramesAreRecycledThere) {
  thread_pool pool(2);
  expect_sums_on_many_threads([&]() -> task<int> { co_return co_await pool.schedule(); });
}

TEST(Thread, TextbookTasksResumeOnOthers) {
  thread_pool pool(2);
  expect_sums_on_many_threads([&]() -> textbook_task<int> { co_return co_await pool.schedule(); });
}

TEST(Thread, DynsOfDynsResumeOnOthers) {
  thread_pool pool(2);
  DynSource inner = source([&]() -> task<int> { co_return co_await pool.schedule(); });
  DynSource outer = source([&]() -> task<int> { co_return co_await inner.next(); });
  EXPECT_EQ(block_on(sum(outer, 20'000)), 20'000);
}

TEST(Thread, ReadyCallsOnManyThreadsShareNothing) {
  expect_sums_on_many_threads([]() -> task<int> { co_return 1; });
  expect_sums_on_many_threads([]() -> textbook_task<int> { co_return 1; });
  expect_sums_on_many_threads([] { return number_now<400>(1); });
}

TEST(Thread, StartedHereResumedThereDroppedElsewhere) {
  event when;
  event again;
  DynSource dyn = source([&]() -> task<int> {
    const tracked local;
    co_await when;
    co_await again;
    co_return 1;
  });
  for (int i = 0; i < 50; ++i) {
    auto running = run(dyn.next());
    running.start();
    std::jthread([&] { when.set(); }).join();
    EXPECT_TRUE(again.is_awaited());
    EXPECT_EQ(tracked::alive, 2);
    std::jthread([&] { running.drop(); }).join();
    EXPECT_EQ(tracked::alive, 1);
  }
}

} // namespace
} // namespace test
