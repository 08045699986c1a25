// Section 3 of the contract: how the future of a call through a Dyn behaves.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace test {

/// Somebody else's type, which implements traits from outside.
struct foreign {
  int number;
};
template <>
struct SourceImpl<foreign> {
  static task<int> next(foreign& object) { co_return ++object.number; }
};
template <>
struct HeapSourceImpl<foreign> {
  static auto next(foreign& object) { return number_now<>(++object.number); }
};
template <>
struct HeapEchoImpl<foreign> {
  static task<const std::string&> echo(foreign&, std::string text) { co_return text; }
};

namespace {

TEST(DynFuture, CallsNothingUntilItIsAwaited) {
  int calls = 0;
  DynSource dyn = source([&] { return ready(++calls); });
  {
    auto never_awaited = dyn.next();
    EXPECT_EQ(calls, 0);
  }
  EXPECT_EQ(calls, 0);
  auto future = dyn.next();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(block_on(std::move(future)), 1);
  EXPECT_EQ(calls, 1);
}

TEST(DynFuture, MovesWithItsArgumentsUntilItIsAwaited) {
  struct implementer {
    auto text(std::string value) { return ready(std::move(value)); }
    auto unique(std::unique_ptr<int> value) { return ready(*value); }
    auto increment(int& counter) { return ++counter, ready(); }
    auto rvalue(std::unique_ptr<int>&& value) { return ready(*std::unique_ptr(std::move(value))); }
    auto counted(tracked, const tracked&) { return ready(tracked::alive.load()); }
  };
  DynArguments dyn = implementer();

  auto first = dyn.text("a text that is too long to stay inside of its string object");
  auto second = std::move(first);
  auto third = std::move(second);
  EXPECT_EQ(block_on(std::move(third)),
            "a text that is too long to stay inside of its string object");

  EXPECT_EQ(block_on(dyn.unique(std::make_unique<int>(7))), 7);

  int counter = 0;
  auto increment = dyn.increment(counter);
  counter = 41;
  block_on(std::move(increment));
  EXPECT_EQ(counter, 42);

  auto given = std::make_unique<int>(8);
  {
    auto never_awaited = dyn.rvalue(std::move(given));
  }
  ASSERT_NE(given, nullptr);
  EXPECT_EQ(block_on(dyn.rvalue(std::move(given))), 8);
  EXPECT_EQ(given, nullptr);

  {
    const tracked other;
    auto future = dyn.counted(tracked(), other);
    EXPECT_EQ(tracked::alive, 2);
    auto moved = std::move(future);
    block_on(std::move(moved));
  }
  EXPECT_EQ(tracked::alive, 0);
}

TEST(DynFuture, IsAssignedUntilItIsAwaited) {
  static_assert(std::movable<DynSource::Next>);
  static_assert(std::movable<DynArguments::Increment>);
  static_assert(std::movable<DynClosing::Close>);
  async_trait::arena memory;
  static_assert(std::movable<decltype(std::declval<DynSource&>().next().in(memory))>);

  struct implementer {
    auto text(const std::string& value) { return ready(value); }
    auto unique(std::unique_ptr<int> value) { return ready(*value); }
    auto increment(int& counter) { return ++counter, ready(); }
    auto rvalue(std::unique_ptr<int>&& value) { return ready(*value); }
    auto counted(tracked, const tracked&) { return ready(tracked::alive.load()); }
  };
  DynArguments dyn = implementer();
  std::vector<DynArguments::Text> calls;
  for (const char* text : {"first", "second", "third"})
    calls.push_back(dyn.text(text));
  calls.erase(calls.begin());
  std::swap(calls[0], calls[1]);
  auto& same = calls[0];
  calls[0] = std::move(same);
  EXPECT_EQ(block_on(calls[0]), "third");
  EXPECT_EQ(block_on(calls[1]), "second");

  int first = 0, second = 0;
  auto increment = dyn.increment(first);
  increment = dyn.increment(second); // The other counter, not the other's value.
  block_on(std::move(increment));
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);

  const tracked other;
  std::optional<DynArguments::Counted> counted = dyn.counted(tracked(), other);
  counted = dyn.counted(tracked(), other);
  EXPECT_EQ(tracked::alive, 2);
  counted.reset();
  EXPECT_EQ(tracked::alive, 1);

  auto in_arena = dyn.text("arena").in(memory);
  in_arena = dyn.text("another").in(memory);
  EXPECT_EQ(block_on(in_arena), "another");
}

TEST(DynFuture, OfAConsumingCallEndsItsObjectWhenItIsAssigned) {
  DynPlainClosing first = source([] { return 0; });
  DynPlainClosing second = source([] { return 0; });
  auto closing = std::move(first).close();
  EXPECT_EQ(tracked::alive, 2);
  closing = std::move(second).close();
  EXPECT_EQ(tracked::alive, 1);
  block_on(std::move(closing));
}

TEST(DynFuture, KeepsArgumentsByValueUntilItHasEnded) {
  struct implementer {
    event& when;
    task<std::string> text(const std::string& value) {
      co_await when;
      co_return value;
    }
    task<int> unique(std::unique_ptr<int> value) { co_return *value; }
    task<void> increment(int& counter) {
      ++counter;
      co_return;
    }
    task<int> rvalue(std::unique_ptr<int>&& value) { co_return *value; }
    task<int> counted(tracked, const tracked&) { co_return tracked::alive; }
  };
  event when;
  DynArguments dyn = implementer{when};
  std::string got;
  const auto keep = [&](auto future) -> operation { got = co_await std::move(future); };
  auto awaiting = keep(dyn.text(std::string(100, 'x')));
  awaiting.start();
  when.set();
  EXPECT_TRUE(awaiting.is_done());
  EXPECT_EQ(got, std::string(100, 'x'));
}

TEST(DynFuture, OfAnAwaiterAllocatesNothing) {
  event when;
  DynSource now = source([] { return number_now(1); });
  DynSource later = source([&] { return number_after(when, 2); });
  int sum = 0;
  const auto add = [&]() -> operation { sum += co_await now.next() + co_await later.next(); };
  auto adding = add();
  EXPECT_EQ(allocations_of([&] {
              adding.start();
              when.set();
            }),
            0u);
  EXPECT_EQ(sum, 3);
  EXPECT_TRUE(adding.is_done());
}

TEST(DynFuture, OfATaskAllocatesNoMoreThanItsFrameAndReusesThat) {
  DynSource dyn = source([]() -> task<int> { co_return 1; });
  int sum = 0;
  const auto add = [&]() -> operation {
    for (int i = 0; i < 100; ++i)
      sum += co_await dyn.next();
  };
  auto adding = add();
  EXPECT_LE(allocations_of([&] { adding.start(); }), 1u);
  EXPECT_EQ(sum, 100);
  auto again = add();
  EXPECT_EQ(allocations_of([&] { again.start(); }), 0u);
}

TEST(DynFuture, OfATextbookTaskAllocatesItsFrameAlone) {
  DynSource dyn = source([]() -> textbook_task<int> { co_return 1; });
  auto awaiting = run(dyn.next());
  EXPECT_EQ(allocations_of([&] { awaiting.start(); }), 1u);
}

TEST(DynFuture, HoldsTasksWithoutABoxUnderEveryPolicy) {
  const auto textbook = [](auto dyn) {
    auto awaiting = run(dyn.next());
    EXPECT_EQ(allocations_of([&] { awaiting.start(); }), 1u);
    EXPECT_TRUE(awaiting.is_done());
  };
  const auto make = []() -> textbook_task<int> { co_return 1; };
  textbook(DynHeapSource(source(make)));
  textbook(DynTightSource(source(make)));
  textbook(DynRoomySource(source(make)));
  const auto awaits = []() -> awaiting_task<int> { co_return 1; };
  textbook(DynHeapSource(source(awaits)));
  textbook(DynTightSource(source(awaits)));
}

struct echoes {
  task<const std::string&> echo(std::string text) { co_return text; }
};

TEST(DynFuture, HoldsTasksOfReferencesWithoutABoxToo) {
  const auto is_held = [](auto dyn) {
    const auto call = [&]() -> operation { static_cast<void>(co_await dyn.echo("")); };
    call().start();
    auto again = call();
    EXPECT_EQ(allocations_of([&] { again.start(); }), 0u);
    EXPECT_TRUE(again.is_done());
  };
  is_held(DynEcho(echoes()));
  is_held(DynHeapEcho(echoes()));
  is_held(DynHeapEcho(foreign{}));
}

TEST(DynFuture, TooLargeForItsPlaceGoesToTheHeapAndBack) {
  DynSource dyn = source([] { return number_now<4000>(5); });
  int result = 0;
  const auto call = [&]() -> operation { result = co_await dyn.next(); };
  auto calling = call();
  EXPECT_EQ(allocations_of([&] { calling.start(); }), 1u);
  EXPECT_EQ(result, 5);
}

TEST(DynFuture, ReadyMeansNoSuspension) {
  DynSource dyn = source([] { return number_now(1); });
  auto future = dyn.next();
  // Whoever could be resumed would be resumed here, at the wrong time.
  EXPECT_FALSE(future.await_suspend(std::noop_coroutine()));
  EXPECT_EQ(future.await_resume(), 1);

  DynSource tasks = source([]() -> task<int> { co_return 2; });
  auto of_task = tasks.next();
  EXPECT_FALSE(of_task.await_suspend(std::noop_coroutine()));
  EXPECT_EQ(of_task.await_resume(), 2);

  DynSource textbook = source([]() -> textbook_task<int> { co_return 3; });
  auto of_textbook = textbook.next();
  EXPECT_FALSE(of_textbook.await_suspend(std::noop_coroutine()));
  EXPECT_EQ(of_textbook.await_resume(), 3);
}

/// An awaiter whose await_suspend returns `Suspend`.
template <class Suspend>
struct decides_when_suspended {
  bool suspends = false;
  event* when = nullptr;

  bool await_ready() const noexcept { return false; }
  Suspend await_suspend(std::coroutine_handle<> caller) const {
    if (suspends)
      when->keep(caller);
    if constexpr (std::is_same_v<Suspend, bool>)
      return suspends;
    else if constexpr (!std::is_void_v<Suspend>)
      return suspends ? std::noop_coroutine() : caller;
    else if (!suspends)
      caller.resume();
  }
  int await_resume() const noexcept { return 9; }
};

template <class Suspend>
class EachAwaitSuspend : public testing::Test {};
using suspends = testing::Types<void, bool, std::coroutine_handle<>>;
TYPED_TEST_SUITE(EachAwaitSuspend, suspends);

TYPED_TEST(EachAwaitSuspend, GoesOnAtOnceOrLater) {
  event when;
  bool later = false;
  DynSource dyn = source([&] { return decides_when_suspended<TypeParam>{later, &when}; });
  int sum = 0;
  const auto add = [&]() -> operation { sum += co_await dyn.next(); };
  auto now = add();
  now.start();
  EXPECT_TRUE(now.is_done());
  EXPECT_EQ(sum, 9);

  later = true;
  auto suspended = add();
  suspended.start();
  EXPECT_FALSE(suspended.is_done());
  EXPECT_EQ(sum, 9);
  when.set();
  EXPECT_TRUE(suspended.is_done());
  EXPECT_EQ(sum, 18);

  auto dropped = add();
  dropped.start();
  EXPECT_TRUE(when.is_awaited());
}

struct freely_awaited {
  int number;
};
number_now<> operator co_await(freely_awaited future) noexcept {
  return number_now<>(future.number);
}

TEST(DynFuture, TakesAFreeOperatorCoAwait) {
  DynSource dyn = source([] { return freely_awaited{6}; });
  EXPECT_EQ(block_on(dyn.next()), 6);
  EXPECT_EQ(tracked::alive, 1);
}

TEST(DynFuture, TakesAFutureByReference) {
  number_now<> future(4);
  const number_now<> constant(5);
  DynSource dyn = source([&]() -> number_now<>& { return future; });
  DynSource of_constant = source([&]() -> const number_now<>& { return constant; });
  EXPECT_EQ(block_on(dyn.next()), 4);
  EXPECT_EQ(block_on(dyn.next()), 4);
  EXPECT_EQ(block_on(of_constant.next()), 5);
}

/// Both halves of a future may be named for lvalues alone.
struct lvalue_awaiter {
  bool await_ready() & { return true; }
  void await_suspend(std::coroutine_handle<>) & {}
  int await_resume() & { return 7; }
};
enum class enumerated { eight };
number_now<> operator co_await(enumerated) noexcept { return number_now<>(8); }
union united {
  int number;
};
number_now<> operator co_await(united future) noexcept { return number_now<>(future.number); }

TEST(DynFuture, TakesWhateverCanBeAwaited) {
  EXPECT_EQ(block_on(DynSource(source([] { return lvalue_awaiter(); })).next()), 7);
  EXPECT_EQ(block_on(DynSource(source([] { return enumerated::eight; })).next()), 8);
  EXPECT_EQ(block_on(DynSource(source([] { return united{9}; })).next()), 9);
  EXPECT_EQ(block_on(enumerated::eight), 8);
  static_assert(!async_trait::future<void, void>);
}

/// Somebody's own `run`, which is no business of ours.
struct runs_something : number_now<> {
  using number_now::number_now;
  template <class... Args>
  bool run(Args&&...) {
    ADD_FAILURE();
    return false;
  }
};
struct task_with_more : task<int> {
  explicit task_with_more(task<int>&& base) : task(std::move(base)) {}
  tracked counter;
};

TEST(DynFuture, RunsNothingButTasksItself) {
  const auto one = []() -> task<int> { co_return 1; };
  EXPECT_EQ(block_on(DynSource(source([] { return runs_something(6); })).next()), 6);
  EXPECT_EQ(block_on(DynSource(source([&] { return task_with_more(one()); })).next()), 1);
  auto prepared = one();
  EXPECT_EQ(
      block_on(DynSource(source([&]() -> task<int>&& { return std::move(prepared); })).next()), 1);
  EXPECT_EQ(tracked::alive, 0);
}

/// Yields whatever `make` returns.
template <class Make>
struct yields_made {
  explicit yields_made(Make function) : make(std::move(function)) {}
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  decltype(auto) await_resume() { return make(); }
  Make make;
};

struct all_results {
  int number = 0;
  const std::string text = "text";

  auto nothing() {
    return yields_made([this] { ++number; });
  }
  auto unique() {
    return yields_made([] { return std::make_unique<int>(3); });
  }
  auto reference() {
    return yields_made([this]() -> int& { return number; });
  }
  auto const_reference() {
    return yields_made([this]() -> const std::string& { return text; });
  }
  auto constant() {
    return yields_made([this]() -> const std::string { return text; });
  }
  auto immovable() {
    return yields_made([] { return pinned(5); });
  }
  auto converted() {
    return yields_made([] { return "a literal"; });
  }
  auto perhaps() {
    return yields_made([this] { return number > 1 ? std::optional(number) : std::nullopt; });
  }
  auto throwing() {
    return yields_made([] { return throws_when_moved(false); });
  }
};

TEST(DynFuture, PassesEveryKindOfResult) {
  DynResults dyn = all_results();
  auto* const object = dyn.target<all_results>();
  ASSERT_NE(object, nullptr);
  bool passed = false;
  const auto check = [&]() -> operation {
    co_await dyn.nothing();
    EXPECT_EQ(object->number, 1);
    const std::unique_ptr<int> unique = co_await dyn.unique();
    EXPECT_EQ(*unique, 3);
    int& reference = co_await dyn.reference();
    EXPECT_EQ(&reference, &object->number);
    const std::string& constant = co_await dyn.const_reference();
    EXPECT_EQ(&constant, &object->text);
    EXPECT_EQ(co_await dyn.constant(), "text");
    pinned immovable = co_await dyn.immovable();
    EXPECT_EQ(immovable.self, &immovable);
    EXPECT_EQ(immovable.value, 5);
    EXPECT_EQ(co_await dyn.converted(), "a literal");
    EXPECT_EQ(co_await dyn.perhaps(), std::nullopt);
    ++object->number;
    EXPECT_EQ(co_await dyn.perhaps(), 2);
    passed = true;
  };
  auto checking = check();
  checking.start();
  EXPECT_TRUE(passed);
  EXPECT_EQ(block_on(dyn.immovable()).value, 5);
}

TEST(DynFuture, PassesAResultThatOnlyLooksLikeAnOptional) {
  struct by_task {
    task<expected> look_up(int key) { co_return key == 0 ? expected::failure(7) : expected(key); }
  };
  struct by_awaiter {
    auto look_up(int key) { return ready(key == 0 ? expected::failure(8) : expected(key)); }
  };
  EXPECT_EQ(block_on(DynLookup(by_task()).look_up(0)).error, 7);
  EXPECT_EQ(block_on(DynLookup(by_task()).look_up(1)).value, 1);
  EXPECT_EQ(block_on(DynLookup(by_awaiter()).look_up(0)).error, 8);
  EXPECT_EQ(block_on(by_task().look_up(0)).error, 7);
}

struct suspending_results {
  event& when;
  int number = 0;
  std::string text = "text";

  task<void> nothing() {
    co_await when;
    ++number;
  }
  task<std::unique_ptr<int>> unique() {
    co_await when;
    co_return std::make_unique<int>(3);
  }
  task<int&> reference() {
    co_await when;
    co_return number;
  }
  task<const std::string&> const_reference() {
    co_await when;
    co_return text;
  }
  task<const std::string> constant() {
    co_await when;
    co_return text;
  }
  struct pinned_after : event::awaiter {
    using awaiter::awaiter;
    pinned await_resume() const noexcept { return pinned(5); }
  };
  auto immovable() { return pinned_after(when); }
  task<const char*> converted() {
    co_await when;
    co_return "a literal";
  }
  task<std::optional<int>> perhaps() {
    co_await when;
    if (number > 1)
      co_return number;
    co_return std::nullopt;
  }
  task<throws_when_moved> throwing() {
    co_await when;
    co_return throws_when_moved(false);
  }
};

TEST(DynFuture, PassesEveryKindOfResultAfterASuspension) {
  event when;
  DynResults dyn = suspending_results{when};
  auto* const object = dyn.target<suspending_results>();
  bool passed = false;
  const auto check = [&]() -> operation {
    co_await dyn.nothing();
    const std::unique_ptr<int> unique = co_await dyn.unique();
    EXPECT_EQ(*unique, 3);
    int& reference = co_await dyn.reference();
    EXPECT_EQ(&reference, &object->number);
    const std::string& constant = co_await dyn.const_reference();
    EXPECT_EQ(&constant, &object->text);
    EXPECT_EQ(co_await dyn.constant(), "text");
    pinned immovable = co_await dyn.immovable();
    EXPECT_EQ(immovable.self, &immovable);
    EXPECT_EQ(co_await dyn.converted(), "a literal");
    EXPECT_EQ(co_await dyn.perhaps(), std::nullopt);
    ++object->number;
    EXPECT_EQ(co_await dyn.perhaps(), 2);
    EXPECT_FALSE((co_await dyn.throwing()).armed);
    passed = true;
  };
  auto checking = check();
  checking.start();
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(passed);
    when.set();
  }
  EXPECT_TRUE(passed);
  EXPECT_EQ(tracked::alive, 0);
}

TEST(DynFuture, OfAnotherDynIsAFutureLikeAnyOther) {
  DynSource inner = source([]() -> task<int> { co_return 4; });
  DynSource outer = std::move(inner);
  DynSourceRef ref(outer);
  DynSource of_ref = ref;
  DynHeapSource other = source([&] { return of_ref.next(); });
  EXPECT_EQ(block_on(other.next()), 4);
  EXPECT_EQ(block_on(other.next()), 4);
}

TEST(DynFuture, OfAForeignTypeIsLikeAnyOther) {
  foreign object{1};
  EXPECT_EQ(block_on(DynSource(object).next()), 2);
  EXPECT_EQ(block_on(DynSourceRef(object).next()), 2);
  EXPECT_EQ(block_on(DynHeapSource(object).next()), 3);
  EXPECT_EQ(object.number, 2);
  DynSource dyn = object;
  block_on(dyn.next());
  auto awaiting = run(dyn.next());
  EXPECT_EQ(allocations_of([&] { awaiting.start(); }), 0u);
  EXPECT_EQ(dyn.target<foreign>()->number, 4);
}

TEST(DynFuture, EndsOnAnotherThread) {
  const auto on_a_thread = [](auto make) {
    DynSource dyn = source(std::move(make));
    for (int i = 0; i < 200; ++i)
      EXPECT_EQ(block_on(dyn.next()), 11);
  };
  struct on_thread {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) {
      std::thread([caller] { caller.resume(); }).detach();
    }
    int await_resume() const noexcept { return 11; }
  };
  on_a_thread([] { return on_thread(); });
  on_a_thread([]() -> task<int> { co_return co_await on_thread(); });
  on_a_thread([]() -> textbook_task<int> { co_return co_await on_thread(); });
}

TEST(DynFuture, OfANamedCoroutineTypeIsOfThatType) {
  struct implementer {
    auto next() { return number_now(1); }
    auto close() && { return ready(2); }
    tracked counter;
  };
  static_assert(std::is_same_v<DynTaskSource::Next, task<int>>);
  DynTaskSource dyn = implementer();
  EXPECT_EQ(block_on(dyn.next()), 1);
  EXPECT_EQ(block_on(std::move(dyn).close()), 2);
  EXPECT_EQ(tracked::alive, 0);
}

TEST(DynFuture, OfANamedCoroutineTypeKeepsReferencesAndValues) {
  const auto append = [](std::string& log, auto&&, std::string_view entry,
                         std::unique_ptr<int>&& number) -> textbook_task<int> {
    log += entry;
    co_return *std::exchange(number, nullptr);
  };
  std::string log = "log ";
  int unused = 0;
  auto number = std::make_unique<int>(3);
  auto adding = async_trait::call_as<task<int>(int&, std::string, std::unique_ptr<int>&&)>(
      log, append, unused, std::string("entry"), std::move(number));
  log += "of ";
  ASSERT_NE(number, nullptr);
  EXPECT_EQ(block_on(std::move(adding)), 3);
  EXPECT_EQ(log, "log of entry");
  EXPECT_EQ(number, nullptr);
}

TEST(DynFuture, OfTheNamedCoroutineTypeIsPassedThrough) {
  struct implementer {
    task<int> next() { co_return 1; }
    task<int> close() && { co_return 2; }
  };
  DynTaskSource dyn = implementer();
  block_on(dyn.next());
  int result = 0;
  const auto call = [&]() -> operation { result = co_await dyn.next(); };
  auto calling = call();
  EXPECT_EQ(allocations_of([&] { calling.start(); }), 0u);
  EXPECT_EQ(result, 1);
}

} // namespace
} // namespace test
