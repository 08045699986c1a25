// Futures that are started on one thread, resumed on another and dropped on a third. These tests
// mean most under the thread sanitizer.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
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

/// Runs `work(index)` on that many threads at once, and waits for them.
void on_threads(int threads, auto work) {
  std::atomic<int> arrived = 0;
  std::vector<std::jthread> running;
  for (int i = 0; i < threads; ++i)
    running.emplace_back([&, i] {
      for (++arrived; arrived < threads;)
        std::this_thread::yield();
      work(i);
    });
}

TEST(Thread, AMillionCallsOnEachOfEightOfOneObject) {
#if defined(__OPTIMIZE__)
  static constexpr int times = 1'000'000;
#else
  static constexpr int times = 100'000;
#endif
  const DynReading dyn = [] {
    struct reading {
      task<int> read() const { co_return 1; }
      int size() const noexcept { return 1; }
    };
    return reading();
  }();
  const auto read = [&]() -> task<int> {
    int total = 0;
    for (int i = 0; i < times; ++i)
      total += co_await dyn.read();
    co_return total;
  };
  on_threads(8, [&](int) { EXPECT_EQ(block_on(read()), times); });
}

/// Hands values from one thread to another.
template <class T>
class mailbox {
public:
  void put(T value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    filled_.notify_one();
  }
  T take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !values_.empty(); });
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }

private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<T> values_;
};

/// A call that is on its way from thread to thread.
struct travelling {
  std::unique_ptr<event> when;
  operation running;
};

void expect_calls_to_travel(auto make_next) {
  static constexpr int times = 5'000;
  mailbox<travelling> to_resume;
  mailbox<travelling> to_drop;
  std::atomic<int> dropped = 0;
  on_threads(3, [&](int station) {
    for (int i = 0; i < times; ++i) {
      if (station == 0) {
        auto when = std::make_unique<event>();
        auto call = [](auto& made, event& waits) -> operation {
          DynSource dyn = source([&] { return made(waits); });
          static_cast<void>(co_await dyn.next());
        }(make_next, *when);
        call.start();
        to_resume.put({std::move(when), std::move(call)});
      } else if (station == 1) {
        travelling call = to_resume.take();
        if (i % 2 == 0) { // Half of them wait for it twice.
          call.when->set();
          EXPECT_EQ(call.running.is_done(), !call.when->is_awaited());
        }
        to_drop.put(std::move(call));
      } else {
        to_drop.take().running.drop();
        ++dropped;
      }
    }
  });
  EXPECT_EQ(dropped, times);
  EXPECT_EQ(tracked::alive, 0);
}

TEST(Thread, ManyAreStartedHereResumedThereDroppedElsewhere) {
  expect_calls_to_travel([](event& when) { return number_after(when, 1); });
  expect_calls_to_travel([](event& when) { return number_after<500>(when, 1); });
  expect_calls_to_travel([](event& when) -> task<int> {
    const tracked local;
    co_await when;
    co_await when;
    co_return 1;
  });
  expect_calls_to_travel([](event& when) -> textbook_task<int> {
    const tracked local;
    co_await when;
    co_return 1;
  });
}

TEST(Thread, FramesAreMadeOnOneAndGivenBackOnAnother) {
  mailbox<task<int>> tasks;
  mailbox<task<int>> back;
  const auto number = [](int n) -> task<int> { co_return n; };
  static constexpr int times = 20'000;
  on_threads(2, [&](int station) {
    auto& to = station == 0 ? tasks : back;
    auto& from = station == 0 ? back : tasks;
    for (int i = 0; i < times; ++i) {
      to.put(number(i));
      if (i % 3 == 0)
        continue; // Some pile up, so that there are more than a thread keeps.
      EXPECT_GE(block_on(from.take()), 0);
    }
    for (int i = 0; i < times; i += 3) {
      EXPECT_GE(block_on(from.take()), 0);
    }
  });
}

TEST(Thread, TheLastOfManySharersSeesWhatAllDid) {
  struct shared_object {
    explicit shared_object(long& sum) : total(sum) {}
    shared_object(const shared_object&) = delete;
    shared_object& operator=(const shared_object&) = delete;
    ~shared_object() {
      for (const long each : calls)
        total += each;
    }
    task<std::string> name() { co_return ""; }
    task<int> next() { co_return 1; }

    long& total;
    long calls[8] = {};
    tracked counter;
  };
  static constexpr int times = 20'000;
  long total = 0;
  {
    std::vector<DynNamedSourceShared> copies(8, DynNamedSourceShared::make<shared_object>(total));
    on_threads(8, [&](int index) {
      DynNamedSourceShared own = std::move(copies[static_cast<std::size_t>(index)]);
      for (int i = 0; i < times; ++i) {
        DynNamedSourceShared copy = own;
        const DynNamedShared base = copy;
        EXPECT_EQ(block_on(copy.next()), 1);
        own = std::move(copy);
        ++own.target<shared_object>()->calls[index];
      }
    });
    // The last of the threads has ended it.
    EXPECT_EQ(tracked::alive, 0);
  }
  EXPECT_EQ(total, 8 * times);
}

/// Goes on elsewhere while its starter is still suspending it: that returns only when all that was
/// to come after has happened and the coroutine is gone.
class overtaken {
public:
  overtaken(mailbox<std::coroutine_handle<>>& elsewhere, std::atomic<bool>& gone) noexcept
      : elsewhere_(elsewhere), gone_(gone) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) const {
    auto& gone = gone_; // This goes with the coroutine.
    elsewhere_.put(caller);
    while (!gone)
      std::this_thread::yield();
  }
  int await_resume() const noexcept { return 1; }

private:
  mailbox<std::coroutine_handle<>>& elsewhere_;
  std::atomic<bool>& gone_;
};

void expect_to_be_overtaken(auto make_next) {
  static constexpr int times = 2'000;
  mailbox<std::coroutine_handle<>> elsewhere;
  std::atomic<bool> gone = false;
  DynSource dyn = source([&] { return make_next([&] { return overtaken(elsewhere, gone); }); });
  std::unique_ptr<operation> call;
  bool ended = false;
  on_threads(2, [&](int station) {
    for (int i = 0; i < times; ++i) {
      if (station == 0) {
        ended = false;
        gone = false;
        call = std::make_unique<operation>(run(dyn.next(), &ended));
        call->start();
        EXPECT_TRUE(gone);
        EXPECT_TRUE(ended);
      } else {
        elsewhere.take().resume();
        call.reset();
        gone = true;
      }
    }
  });
}

TEST(Thread, EndsElsewhereWhileItsStarterStillSuspendsIt) {
  const auto by_task = [](auto make) -> task<int> { co_return co_await make(); };
  const auto by_textbook = [](auto make) -> textbook_task<int> { co_return co_await make(); };
  expect_to_be_overtaken([](auto make) { return make(); });
  expect_to_be_overtaken(by_task);
  expect_to_be_overtaken(by_textbook);
  expect_to_be_overtaken([&](auto make) -> task<int> { co_return co_await by_task(make); });
  expect_to_be_overtaken([&](auto make) -> task<int> { co_return co_await by_textbook(make); });
  expect_to_be_overtaken([&](auto make) -> textbook_task<int> {
    DynSource inner = source([&] { return by_task(make); });
    co_return co_await inner.next();
  });
}

} // namespace
} // namespace test
