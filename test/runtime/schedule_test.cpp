// Random schedules against a model. A slot holds one call at a time, and each step does at random
// what its state allows: make the call, move it, start it, let it go on, drop it. The model knows
// how often the call suspends and how it ends.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

using async_trait::task;

namespace test {
namespace {

/// What a call is to do, and what was seen of it.
struct call_model {
  int number = 0;
  int suspensions = 0; ///< That are still to come.
  bool throws = false;

  std::optional<int> result;
  bool failed = false;
};

/// How far the stack has grown at most between a step and an implementer.
class stack_depth {
public:
  void begin() noexcept { base_ = here(); }
  void note() noexcept {
    const std::uintptr_t depth = base_ - here();
    for (std::uintptr_t known = deepest_; depth > known;)
      if (deepest_.compare_exchange_weak(known, depth))
        break;
  }
  std::size_t deepest() const noexcept { return deepest_; }

private:
  static std::uintptr_t here() noexcept {
    return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  }

  static thread_local std::uintptr_t base_;
  std::atomic<std::uintptr_t> deepest_ = 0;
};
thread_local std::uintptr_t stack_depth::base_ = 0;

/// One call, which any thread may take a step of.
class slot {
public:
  explicit slot(stack_depth& depth) : depth_(depth) {}
  slot(const slot&) = delete;
  ~slot() { end(); }

  void step(std::minstd_rand& random) {
    const std::lock_guard lock(mutex_);
    depth_.begin();
    const auto choice = random() % 4;
    if (!running_ && !future_)
      make(random);
    else if (future_ && choice == 0)
      move();
    else if (choice == 1)
      end();
    else if (future_)
      start(random);
    else
      go_on();
  }

private:
  using next_future = DynSource::Next;

  void make(std::minstd_rand& random) {
    model_ = {.number = static_cast<int>(random() % 1000),
              .suspensions = 0,
              .throws = false,
              .result = {},
              .failed = false};
    gate_.emplace();
    switch (random() % 6) {
    case 0:
      dyn_ = source([this] { return note(number_now<>(model_.number)); });
      break;
    case 1:
      model_.suspensions = 1;
      dyn_ = source([this] { return note(number_after<>(*gate_, model_.number)); });
      break;
    case 2:
      model_.suspensions = 1;
      dyn_ = source([this] { return note(number_after<500>(*gate_, model_.number)); });
      break;
    case 3:
      plan(random);
      dyn_ = source([this] { return suspending(); });
      break;
    case 4:
      plan(random);
      dyn_ = source([this] { return nested(4); });
      break;
    case 5:
      plan(random);
      dyn_ = source([this] { return textbook(); });
      break;
    }
    future_.emplace(dyn_->next());
  }

  void plan(std::minstd_rand& random) {
    model_.suspensions = static_cast<int>(random() % 4);
    model_.throws = random() % 16 == 0;
  }

  void move() {
    // The call knows the object, not the Dyn.
    DynSource dyn = std::move(*dyn_);
    dyn_ = std::move(dyn);
    next_future future = std::move(*future_);
    future_.emplace(std::move(future));
  }

  void start(std::minstd_rand& random) {
    if (random() % 2 == 0)
      running_.emplace(await(*std::exchange(future_, std::nullopt)));
    else
      running_.emplace(await(std::move(*std::exchange(future_, std::nullopt)).in(*arena_)));
    running_->start();
    check();
  }

  void go_on() {
    if (model_.suspensions == 0)
      return end();
    --model_.suspensions;
    gate_->set();
    check();
  }

  /// The call is where the model is.
  void check() {
    const bool is_done = model_.suspensions == 0;
    EXPECT_EQ(running_->is_done(), is_done);
    EXPECT_EQ(gate_->is_awaited(), !is_done);
    EXPECT_EQ(model_.failed, is_done && model_.throws);
    EXPECT_EQ(model_.result,
              is_done && !model_.throws ? std::optional(model_.number) : std::nullopt);
  }

  /// The call first: it is inside of the object.
  void end() {
    running_.reset();
    future_.reset();
    dyn_.reset();
    arena_.emplace();
  }

  template <class Future>
  operation await(Future future) {
    try {
      model_.result = co_await std::move(future);
    } catch (const std::runtime_error&) {
      model_.failed = true;
    }
  }

  template <class Awaiter>
  Awaiter note(Awaiter made) {
    depth_.note();
    return made;
  }

  task<int> suspending() {
    const tracked local;
    depth_.note();
    for (int left = model_.suspensions; left > 0; --left)
      co_await *gate_;
    depth_.note();
    if (model_.throws)
      throw std::runtime_error("planned");
    co_return model_.number;
  }

  task<int> nested(int levels) {
    const tracked local;
    if (levels > 0)
      co_return co_await nested(levels - 1);
    co_return co_await suspending();
  }

  textbook_task<int> textbook() {
    const tracked local;
    for (int left = model_.suspensions; left > 0; --left)
      co_await *gate_;
    if (model_.throws)
      throw std::runtime_error("planned");
    co_return model_.number;
  }

  std::mutex mutex_;
  stack_depth& depth_;
  call_model model_;
  std::optional<event> gate_;
  std::optional<async_trait::arena> arena_{std::in_place};
  std::optional<DynSource> dyn_;
  std::optional<next_future> future_;
  std::optional<operation> running_;
};

constexpr std::size_t deepest_stack = 64 * 1024; // Sanitizers need much of it.

void expect_schedules(unsigned threads, int steps) {
  stack_depth depth;
  {
    std::deque<slot> slots;
    while (slots.size() < 64)
      slots.emplace_back(depth);
    std::vector<std::thread> workers;
    for (unsigned seed = 1; seed <= threads; ++seed)
      workers.emplace_back([&slots, steps, seed] {
        std::minstd_rand random(seed);
        for (int i = 0; i < steps; ++i)
          slots[random() % slots.size()].step(random);
      });
    for (std::thread& worker : workers)
      worker.join();
    // Frames that are left go to the pool of the thread that ends them, and with it.
    std::thread([&slots] { slots.clear(); }).join();
  }
  EXPECT_EQ(tracked::alive, 0);
  EXPECT_LT(depth.deepest(), deepest_stack);
}

TEST(Thread, RandomSteps) { expect_schedules(2, 10'000); }

TEST(Thread, MillionsOfRandomStepsOnOne) {
  expect_schedules(1, 100'000);
  const long before = living_allocations();
  expect_schedules(1, 2'000'000);
  EXPECT_EQ(living_allocations(), before);
}

TEST(Thread, MillionsOfRandomStepsOnFour) {
  const long before = living_allocations();
  expect_schedules(4, 500'000);
  EXPECT_EQ(living_allocations(), before);
}

} // namespace
} // namespace test
