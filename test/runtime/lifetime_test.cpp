// Exceptions from every step of a call, and dropping it after every step: each object ends once.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

using async_trait::block_on;
using async_trait::task;

namespace test {
namespace {

enum class step { call, ready, suspend, resume, none };

/// A future with an `operator co_await`, all of which may throw.
class throwing_future {
public:
  throwing_future(step where, event* when) : where_(where), when_(when) { at(step::call); }

  bool await_ready() const { return at(step::ready), false; }
  bool await_suspend(std::coroutine_handle<> caller) const {
    at(step::suspend);
    if (when_ != nullptr)
      when_->keep(caller);
    return when_ != nullptr;
  }
  int await_resume() const { return at(step::resume), 1; }

private:
  void at(step here) const {
    if (here == where_)
      throw std::runtime_error("thrown");
  }

  step where_;
  event* when_;
  tracked counter_;
};

class Lifetime : public testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(tracked::alive, 0); }
};

/// Awaits, and returns whether that threw.
template <class Future>
operation catches(Future future, bool& caught) {
  caught = false;
  try {
    static_cast<void>(co_await std::move(future));
  } catch (const std::runtime_error& error) {
    caught = error.what() == std::string("thrown");
  }
}

TEST_F(Lifetime, EveryStepOfAnAwaiterMayThrow) {
  for (const step where : {step::call, step::ready, step::suspend, step::resume}) {
    DynSource dyn = source([&] { return throwing_future(where, nullptr); });
    bool caught = false;
    auto catching = catches(dyn.next(), caught);
    catching.start();
    EXPECT_TRUE(catching.is_done());
    EXPECT_TRUE(caught) << static_cast<int>(where);
    catching.drop();
    EXPECT_EQ(tracked::alive, 1);
    // The object stays usable.
    EXPECT_THROW(block_on(dyn.next()), std::runtime_error);
  }
}

TEST_F(Lifetime, AnAwaiterMayThrowAfterItSuspended) {
  event when;
  DynSource dyn = source([&] { return throwing_future(step::resume, &when); });
  DynHeapSource boxed = source([&] { return throwing_future(step::resume, &when); });
  for (const bool in_place : {true, false}) {
    bool caught = false;
    auto catching = in_place ? catches(dyn.next(), caught) : catches(boxed.next(), caught);
    catching.start();
    EXPECT_FALSE(catching.is_done());
    when.set();
    EXPECT_TRUE(caught);
  }
}

TEST_F(Lifetime, ACoroutineMayThrow) {
  event when;
  bool suspends = false;
  const auto throws = [&](auto dyn) {
    for (const bool later : {false, true}) {
      suspends = later;
      bool caught = false;
      auto catching = catches(dyn.next(), caught);
      catching.start();
      if (later)
        when.set();
      EXPECT_TRUE(catching.is_done());
      EXPECT_TRUE(caught);
    }
  };
  throws(DynSource(source([&]() -> task<int> {
    const tracked local;
    if (suspends)
      co_await when;
    throw std::runtime_error("thrown");
  })));
  throws(DynSource(source([&]() -> textbook_task<int> {
    const tracked local;
    if (suspends)
      co_await when;
    throw std::runtime_error("thrown");
  })));
}

struct results_that_throw {
  async_trait::ready_future<void> nothing() { return async_trait::ready(); }
  task<std::unique_ptr<int>> unique() { throw std::runtime_error("thrown"); }
  task<int&> reference() {
    throw std::runtime_error("thrown");
    co_return *static_cast<int*>(nullptr);
  }
  task<const std::string&> const_reference() {
    throw std::runtime_error("thrown");
    co_return std::string();
  }
  task<const std::string> constant() {
    throw std::runtime_error("thrown");
    co_return "";
  }
  struct immovable_throws : std::suspend_never {
    pinned await_resume() const { throw std::runtime_error("thrown"); }
  };
  auto immovable() { return immovable_throws(); }
  task<std::string> converted() {
    throw std::runtime_error("thrown");
    co_return "";
  }
  task<std::optional<int>> perhaps() {
    throw std::runtime_error("thrown");
    co_return 1;
  }
  struct throwing_made : std::suspend_never {
    throws_when_moved await_resume() const { return throws_when_moved(true); }
  };
  auto throwing() { return throwing_made(); }
};

TEST_F(Lifetime, EveryKindOfResultMayThrow) {
  DynResults dyn = results_that_throw();
  const auto expect_caught = [](auto future) {
    bool caught = false;
    auto catching = catches(std::move(future), caught);
    catching.start();
    EXPECT_TRUE(caught);
  };
  expect_caught(dyn.unique());
  expect_caught(dyn.reference());
  expect_caught(dyn.constant());
  expect_caught(dyn.immovable());
  expect_caught(dyn.converted());
  expect_caught(dyn.perhaps());
}

TEST_F(Lifetime, AMoveConstructorOfAResultMayThrow) {
  DynResults dyn = results_that_throw();
  bool caught = false;
  const auto receive = [&]() -> operation {
    try {
      const throws_when_moved result = co_await dyn.throwing();
    } catch (const std::runtime_error&) {
      caught = true;
    }
  };
  auto receiving = receive();
  receiving.start();
  EXPECT_TRUE(caught);
}

/// Drops a call of `dyn.next()` at each point of its life.
template <class Dyn>
void drop_everywhere(Dyn dyn, event& when) {
  const int before = tracked::alive;
  {
    auto never_awaited = dyn.next();
    auto moved = std::move(never_awaited);
  }
  EXPECT_EQ(tracked::alive, before);
  {
    auto not_started = run(dyn.next());
  }
  EXPECT_EQ(tracked::alive, before);
  {
    auto suspended = run(dyn.next());
    suspended.start();
    EXPECT_TRUE(when.is_awaited());
    EXPECT_EQ(tracked::alive, before + 1);
  }
  EXPECT_EQ(tracked::alive, before);
  {
    auto completed = run(dyn.next());
    completed.start();
    when.set();
    EXPECT_TRUE(completed.is_done());
  }
  EXPECT_EQ(tracked::alive, before);
}

TEST_F(Lifetime, DroppingEndsEverythingOnceWhereverItStands) {
  event when;
  const auto awaiter = [&] { return number_after(when, 1); };
  const auto large = [&] { return number_after<500>(when, 1); };
  const auto coroutine = [&]() -> task<int> {
    const tracked local;
    co_await when;
    co_return 1;
  };
  const auto textbook = [&]() -> textbook_task<int> {
    const tracked local;
    co_await when;
    co_return 1;
  };
  const auto everywhere = [&](auto make) {
    drop_everywhere(DynSource(source(make)), when);
    drop_everywhere(DynSourceShared(source(make)), when);
    drop_everywhere(DynHeapSource(source(make)), when);
    drop_everywhere(DynCountedSource(source(make)), when);
    drop_everywhere(DynHeapSource(DynSource(source(make))), when);
    drop_everywhere(DynTaskSource(source(make)), when);
    EXPECT_EQ(counting_policy::blocks, 0);
  };
  everywhere(awaiter);
  everywhere(large);
  everywhere(coroutine);
  everywhere(textbook);
}

TEST_F(Lifetime, AResultThatNobodyTakesEndsWithItsFuture) {
  DynResults dyn = results_that_throw();
  {
    auto future = dyn.throwing();
    EXPECT_FALSE(future.await_suspend(std::noop_coroutine()));
    EXPECT_EQ(tracked::alive, 1);
  }
  EXPECT_EQ(tracked::alive, 0);
}

/// One that counts its instances, as an exception that is leaked would show.
struct counted_error : std::runtime_error {
  counted_error() : std::runtime_error("thrown") {}
  tracked counter;
};

struct outcomes_of_tasks : results_that_throw {
  explicit outcomes_of_tasks(event* wait_for) : when(wait_for) {}
  task<throws_when_moved> throwing() {
    if (when != nullptr)
      co_await *when;
    co_return throws_when_moved(false);
  }
  task<std::string> converted() {
    co_await *when;
    throw counted_error();
  }
  task<std::optional<int>> perhaps() {
    co_await *when;
    throw counted_error();
  }

  event* when;
};

TEST_F(Lifetime, AnOutcomeOfATaskThatNobodyTakesEndsWithItsFuture) {
  {
    DynResults dyn = outcomes_of_tasks(nullptr);
    auto future = dyn.throwing();
    EXPECT_FALSE(future.await_suspend(std::noop_coroutine()));
    EXPECT_EQ(tracked::alive, 1);
  }
  EXPECT_EQ(tracked::alive, 0);
  event when;
  DynResults dyn = outcomes_of_tasks(&when);
  const auto drops = [&](auto future) {
    EXPECT_TRUE(future.await_suspend(std::noop_coroutine()));
    when.set();
    EXPECT_EQ(tracked::alive, 1);
  };
  drops(dyn.throwing());
  EXPECT_EQ(tracked::alive, 0);
  drops(dyn.converted());
  EXPECT_EQ(tracked::alive, 0);
  drops(dyn.perhaps());
}

/// A local variable that turns a result into an exception.
struct throws_at_its_end {
  ~throws_at_its_end() noexcept(false) { throw std::runtime_error("thrown"); }
};

struct returns_and_throws : results_that_throw {
  explicit returns_and_throws(event* wait_for) : when(wait_for) {}
  task<std::string> converted() {
    if (when != nullptr)
      co_await *when;
    const throws_at_its_end last;
    co_return std::string(100, 'x');
  }
  task<std::optional<int>> perhaps() {
    if (when != nullptr)
      co_await *when;
    const throws_at_its_end last;
    co_return 1;
  }

  event* when;
};

template <class Call>
operation expect_thrown(Call call) {
  bool thrown = false;
  try {
    static_cast<void>(co_await call());
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  EXPECT_TRUE(thrown);
}

TEST_F(Lifetime, AnExceptionAfterTheResultTakesItsPlace) {
  event later;
  for (event* const when : {static_cast<event*>(nullptr), &later}) {
    returns_and_throws implementer(when);
    DynResultsRef dyn = implementer;
    const auto throws = [&](auto call) {
      operation calling = expect_thrown(call);
      calling.start();
      if (when != nullptr)
        when->set();
      EXPECT_TRUE(calling.is_done());
    };
    throws([&] { return implementer.converted(); });
    throws([&] { return implementer.perhaps(); });
    throws([&] { return dyn.converted(); });
    throws([&] { return dyn.perhaps(); });
  }
}

TEST_F(Lifetime, ATaskHasEndedWithItsArgumentsWhenItsCallerGoesOn) {
  event when;
  bool suspends = false;
  const auto next = [&](tracked, bool fails) -> task<int> {
    if (suspends)
      co_await when;
    if (fails)
      throw std::runtime_error("thrown");
    co_return 1;
  };
  bool fails = false;
  DynSource dyn = source([&] { return next(tracked(), fails); });
  const int before = tracked::alive;
  const auto call = [&]() -> operation {
    try {
      EXPECT_EQ(co_await dyn.next(), 1);
      EXPECT_FALSE(fails);
      EXPECT_EQ(tracked::alive, before);
    } catch (const std::runtime_error&) {
      EXPECT_TRUE(fails);
    }
  };
  for (const bool later : {false, true})
    for (const bool then : {false, true}) {
      suspends = later;
      fails = then;
      auto calling = call();
      calling.start();
      if (later) {
        EXPECT_EQ(tracked::alive, before + 1);
        when.set();
      }
      EXPECT_TRUE(calling.is_done());
      EXPECT_EQ(tracked::alive, before);
    }
}

/// Its consuming method is a coroutine that uses the object until the end.
struct closing {
  number_now<> next() { return number_now<>(0); }
  task<std::string> close(std::string last) && { co_return last + mark; }

  std::string mark = "!";
  tracked counter;
};

TEST_F(Lifetime, AConsumingCallOwnsTheObjectFromTheCallOn) {
  DynClosing dyn = closing();
  auto future = std::move(dyn).close("end");
  EXPECT_FALSE(dyn);
  EXPECT_EQ(tracked::alive, 1);
  auto moved = std::move(future);
  EXPECT_EQ(tracked::alive, 1);
  EXPECT_EQ(block_on(std::move(moved)), "end!");
}

/// What a consuming call is to do, and what has come of it.
struct plan {
  event* wait_for; // Null: goes on at once.
  bool throws;
  int object_ends = 0;
  int future_ends = 0;
};

/// Counts its ends, as far as it was not moved from: an object that ends twice counts twice.
class ends_in {
public:
  explicit ends_in(int& count) noexcept : count_(&count) {}
  ends_in(ends_in&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
  ends_in& operator=(ends_in&&) = delete;
  ~ends_in() {
    if (count_ != nullptr)
      ++*count_;
  }

private:
  int* count_;
};

/// A consuming method whose future is what `Close` makes.
template <class Close>
class consumed {
public:
  explicit consumed(plan& given) noexcept : plan_(given), end_(given.object_ends) {}
  auto close() && { return Close()(plan_); }

private:
  plan& plan_;
  ends_in end_;
};

template <std::size_t Size>
class closing_awaiter {
public:
  explicit closing_awaiter(plan& given) noexcept : plan_(given), end_(given.future_ends) {}
  bool await_ready() const noexcept { return plan_.wait_for == nullptr; }
  void await_suspend(std::coroutine_handle<> caller) const noexcept {
    plan_.wait_for->keep(caller);
  }
  int await_resume() const {
    EXPECT_EQ(plan_.object_ends, 0);
    if (plan_.throws)
      throw std::runtime_error("thrown");
    return 1;
  }

private:
  plan& plan_;
  ends_in end_;
  std::byte filling_[Size] = {};
};

struct by_awaiter {
  auto operator()(plan& given) const { return closing_awaiter<1>(given); }
};
struct by_large_awaiter {
  auto operator()(plan& given) const { return closing_awaiter<1000>(given); }
};
template <class Task>
struct by_coroutine {
  Task operator()(plan& given) const {
    const ends_in local(given.future_ends);
    if (given.wait_for != nullptr)
      co_await *given.wait_for;
    EXPECT_EQ(given.object_ends, 0);
    if (given.throws)
      throw std::runtime_error("thrown");
    co_return 1;
  }
};

/// The four lives of `call(dyn)`, where `dyn` is consumed: each object ends exactly once.
template <class Dyn, class Close, class Call>
void ends_everything_once(Call call) {
  { // Dropped before the first await.
    plan given{nullptr, false};
    {
      Dyn dyn = consumed<Close>(given);
      auto never_awaited = call(std::move(dyn));
      auto moved = std::move(never_awaited);
      EXPECT_EQ(given.object_ends, 0);
    }
    EXPECT_EQ(given.object_ends, 1);
    EXPECT_EQ(given.future_ends, 0);
  }
  { // Dropped while suspended.
    event when;
    plan given{&when, false};
    {
      Dyn dyn = consumed<Close>(given);
      auto suspended = run(call(std::move(dyn)));
      suspended.start();
      EXPECT_TRUE(when.is_awaited());
      EXPECT_EQ(given.object_ends, 0);
      EXPECT_EQ(given.future_ends, 0);
    }
    EXPECT_EQ(given.object_ends, 1);
    EXPECT_EQ(given.future_ends, 1);
  }
  for (const bool suspends : {false, true}) {
    event when;
    for (const bool throws : {false, true}) {
      plan given{suspends ? &when : nullptr, throws};
      bool caught = false;
      {
        Dyn dyn = consumed<Close>(given);
        auto whole = catches(call(std::move(dyn)), caught);
        whole.start();
        if (suspends)
          when.set();
        EXPECT_TRUE(whole.is_done());
      }
      EXPECT_EQ(caught, throws); // Thrown out of, else completed.
      EXPECT_EQ(given.object_ends, 1);
      EXPECT_EQ(given.future_ends, 1);
    }
  }
}

template <class Close>
class EachConsumingMethod : public testing::Test {};
using consuming_methods = testing::Types<by_awaiter, by_large_awaiter, by_coroutine<task<int>>,
                                         by_coroutine<textbook_task<int>>>;
TYPED_TEST_SUITE(EachConsumingMethod, consuming_methods);

TYPED_TEST(EachConsumingMethod, EndsEverythingOnceWhereverItsCallEnds) {
  const auto plain = [](auto dyn) { return std::move(dyn).close(); };
  ends_everything_once<DynPlainClosing, TypeParam>(plain);
  ends_everything_once<DynPlacedClosing, TypeParam>(plain);
  ends_everything_once<DynHeapClosing, TypeParam>(plain);
  ends_everything_once<DynTaskClosing, TypeParam>(plain);

  async_trait::arena memory;
  const auto in_arena = [&](auto dyn) { return std::move(dyn).close().in(memory); };
  ends_everything_once<DynPlainClosing, TypeParam>(in_arena);
  ends_everything_once<DynHeapClosing, TypeParam>(in_arena);
}

struct keeps_text {
  event* when;
  std::string text;

  bool await_ready() const noexcept { return when == nullptr; }
  void await_suspend(std::coroutine_handle<> caller) const { when->keep(caller); }
  const std::string& await_resume() const noexcept { return text; }
};

TEST_F(Lifetime, WhatAReferenceRefersToLivesAsLongAsTheDynFuture) {
  struct awaits {
    event* when;
    auto echo(std::string text) { return keeps_text{when, std::move(text)}; }
  };
  struct runs {
    event* when;
    task<const std::string&> echo(std::string text) {
      if (when != nullptr)
        co_await *when;
      co_return text;
    }
  };
  const std::string text(100, 'x');
  const auto refers = [&](auto make) {
    for (const bool suspends : {false, true}) {
      event when;
      auto dyn = make(suspends ? &when : nullptr);
      std::string copy;
      const auto call = [&]() -> operation { copy = co_await dyn.echo(text); };
      auto calling = call();
      calling.start();
      if (suspends)
        when.set();
      EXPECT_EQ(copy, text);
    }
  };
  refers([](event* when) { return DynEcho(awaits{when}); });
  refers([](event* when) { return DynEcho(runs{when}); });
  refers([](event* when) { return DynHeapEcho(awaits{when}); });
  refers([](event* when) { return DynHeapEcho(runs{when}); });
}

/// A future that looks at an argument when it ends.
class reads_at_its_end {
public:
  reads_at_its_end(const std::string& text, std::string& seen) : text_(text), seen_(seen) {}
  reads_at_its_end(const reads_at_its_end&) = delete;
  reads_at_its_end& operator=(const reads_at_its_end&) = delete;
  ~reads_at_its_end() { seen_ = text_; }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  const std::string& await_resume() const noexcept { return text_; }

private:
  const std::string& text_;
  std::string& seen_;
};

TEST_F(Lifetime, ArgumentsOutliveTheFutureOfADroppedCall) {
  struct awaits {
    std::string& seen;
    auto echo(const std::string& text) { return reads_at_its_end(text, seen); }
  };
  struct runs {
    std::string& seen;
    task<const std::string&> echo(const std::string& text) {
      co_return co_await reads_at_its_end(text, seen);
    }
  };
  const std::string text(100, 'x');
  const auto outlive = [&](auto make) {
    std::string seen;
    DynEcho dyn = make(seen);
    auto suspended = run(dyn.echo(text));
    suspended.start();
    suspended.drop();
    EXPECT_EQ(seen, text);
  };
  outlive([](std::string& seen) { return awaits{seen}; });
  outlive([](std::string& seen) { return runs{seen}; });
}

/// Does something with its caller, and then names another coroutine to go on with.
template <class Act>
struct acts_and_transfers {
  explicit acts_and_transfers(Act function) : act(std::move(function)) {}

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const {
    act(caller);
    return std::noop_coroutine();
  }
  int await_resume() const noexcept { return 1; }

  Act act;
};

/// A coroutine that is gone when it ends.
struct detached {
  struct promise_type : operation::promise_type {
    detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
  };
};
detached add_to(int& sum, DynSource dyn) { sum += co_await dyn.next(); }

TEST_F(Lifetime, AnAwaiterMayResumeItsCallerBeforeItNamesAnother) {
  int sum = 0;
  const auto here = [](std::coroutine_handle<> caller) { caller.resume(); };
  add_to(sum, source([&] { return acts_and_transfers(here); }));
  EXPECT_EQ(sum, 1);
  const auto elsewhere = [](std::coroutine_handle<> caller) {
    std::jthread([caller] { caller.resume(); }).join();
  };
  add_to(sum, source([&] { return acts_and_transfers(elsewhere); }));
  EXPECT_EQ(sum, 2);
}

TEST_F(Lifetime, AnAwaiterMayDropItsCallerBeforeItNamesAnother) {
  std::optional<operation> dropped;
  DynSource dyn = source(
      [&] { return acts_and_transfers([&dropped](std::coroutine_handle<>) { dropped.reset(); }); });
  dropped.emplace(run(dyn.next()));
  dropped->start();
  EXPECT_FALSE(dropped);
}

TEST_F(Lifetime, AnAwaiterMayThrowInsteadOfNamingAnother) {
  DynSource dyn = source([] {
    return acts_and_transfers([](std::coroutine_handle<>) { throw std::runtime_error("thrown"); });
  });
  bool caught = false;
  auto catching = catches(dyn.next(), caught);
  catching.start();
  EXPECT_TRUE(caught);
}

/// Suspends by dropping the coroutine that it suspends, and runs another to its end instead.
struct drops_and_runs_another {
  std::optional<operation>& dropped;
  operation& another;
  event& when;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {
    // This awaiter goes with the coroutine that it is in.
    const drops_and_runs_another kept = *this;
    kept.dropped.reset();
    kept.another.start();
    kept.when.set();
  }
  void await_resume() const noexcept {}
};

// What is started next can get the memory of the one that was dropped, whose starter still waits on
// the stack, and must not be taken for it.
TEST_F(Lifetime, DroppedInItsOwnSuspensionItIsNotMistakenForItsSuccessor) {
  const auto never_mistaken = [](auto make) {
    event when;
    bool ended = false;
    std::optional<operation> first;
    std::optional<operation> second;
    DynSource dyn = source([&] { return make(first, second, when); });
    first.emplace(run(dyn.next()));
    second.emplace(run(dyn.next(), &ended));
    first->start();
    EXPECT_TRUE(ended);
    EXPECT_TRUE(second->is_done());
  };
  never_mistaken([](auto& first, auto& second, event& when) -> task<int> {
    if (first)
      co_await drops_and_runs_another{first, *second, when};
    co_await when;
    co_return 1;
  });
  never_mistaken([](auto& first, auto& second, event& when) -> textbook_task<int> {
    if (first)
      co_await drops_and_runs_another{first, *second, when};
    co_await when;
    co_return 1;
  });
}

} // namespace
} // namespace test
