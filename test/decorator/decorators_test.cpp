// Generated decorators: they implement their traits, and every call goes through.
#include "traits.decorator.h"

#include <async_trait/async_trait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace async_trait;
using testing::ElementsAre;

/// Notes when calls begin and end.
struct Tracing {
  template <class Call>
  task<typename Call::result_type> operator()(Call call) const {
    log->push_back("> " + std::string(call.trait()) + " " + std::string(call.method()));
    const Leaving leaving{log};
    co_return co_await std::move(call)();
  }

  struct Leaving {
    explicit Leaving(std::vector<std::string>* to) : log(to) {}
    Leaving(const Leaving&) = delete;
    ~Leaving() { log->emplace_back("<"); }
    std::vector<std::string>* log;
  };
  std::vector<std::string>* log;
};

/// Leaves calls as they are.
struct Nothing {
  template <class Call>
  decltype(auto) operator()(Call call) const {
    return std::move(call)();
  }
};

struct CountDown {
  using Item = int;
  explicit CountDown(int from) : left(from) {}
  task<std::optional<int>> next() {
    if (left == 0)
      co_return std::nullopt;
    co_return left--;
  }
  int left;
};

struct Shelf {
  using Value = int;

  task<int> get(const std::string& key, int attempts = 3) {
    co_return static_cast<int>(key.size()) * attempts;
  }
  auto get(std::string_view key) const { return ready(static_cast<int>(key.size())); }
  auto size() const noexcept { return ready(5u); }
  task<void> put(std::string key, std::unique_ptr<int> value, std::pair<int, int> range) {
    stored = static_cast<int>(key.size()) + *value + range.first + range.second;
    co_return;
  }
  task<int&> at(int& index) { co_return index; }
  task<std::string> close(std::string&& reason) && { co_return "closed " + reason; }
  task<std::unique_ptr<int>> owned(const int row[2], int (*function)(int)) {
    co_return std::make_unique<int>(function(row[1]));
  }
  std::map<std::string, int> table(const std::map<int, std::string>& names) const {
    return {{names.at(1), 1}};
  }
  void reset(int mask = 0xff, const char* = "") noexcept { stored = mask; }
  int& top() & { return stored; }
  const int& bottom() const& { return stored; }
  std::unique_ptr<int> release() && { return std::make_unique<int>(stored); }

  int stored = 0;
};

struct Bounded {
  static constexpr int lowest = 1;
  static constexpr int highest = 9;
  static inline const std::string name = "bounded";
  auto clamp(int value) const { return ready(value < highest ? value : highest); }
};

struct Counts : shop::CounterDefaults<Counts> {
  task<int> next() { co_return ++last_; }
  using CounterDefaults::add;
  auto add(std::string_view text) const { return ready(static_cast<int>(text.size())); }

  int last_ = 0;
};

struct Plant : shop::FactoryDefaults<Plant> {
  static std::unique_ptr<int> create(int seed) { return std::make_unique<int>(seed); }
  static auto connect(std::string name) { return ready(static_cast<int>(name.size())); }
  template <class T>
  auto as(T value) {
    return ready(std::move(value));
  }
  using FactoryDefaults::measure;
  auto measure() const { return ready(1); }
  auto fast() { return ready(2); }
};

struct Calls {
  using Result = std::string;
  auto call(int first, std::unique_ptr<int> second) {
    return ready(std::to_string(first + *second));
  }
  int count(const std::unique_ptr<int>&) const { return 1; }
};

struct Ticks {
  auto now() { return ready(7); }
  auto sleep(int) const { return ready(); }
  auto later() { return ready(8); }
};

struct Bare {
  task<int> get() { co_return 3; }
};

/// Knows no trait.
struct Foreign {
  int left = 2;
};

} // namespace

template <>
struct shop::ItemsImpl<Foreign> {
  using Item = int;
  static auto next(Foreign& object) {
    return ready(object.left == 0 ? std::nullopt : std::optional(object.left--));
  }
};

namespace {

static_assert(shop::Items<shop::ItemsDecorated<Tracing, CountDown>, int>);
static_assert(shop::Items<shop::ItemsDecorated<Tracing, shop::DynItems<int>>, int>);
static_assert(shop::Items<shop::ItemsDecorated<Tracing, Foreign>, int>);
static_assert(shop::Store<shop::StoreDecorated<Tracing, Shelf>, int>);
static_assert(shop::Limits<shop::LimitsDecorated<Tracing, Bounded>>);
static_assert(shop::Counter<shop::CounterDecorated<Tracing, Counts>>);
static_assert(shop::Factory<shop::FactoryDecorated<Tracing, Plant>>);
static_assert(shop::Call<shop::CallDecorated<Tracing, Calls, int, std::unique_ptr<int>>, int,
                         std::string, std::unique_ptr<int>>);
static_assert(shop::Clock<shop::ClockDecorated<Tracing, Ticks>>);
static_assert(shop::Plain<shop::PlainDecorated<Tracing, Bare>>);

task<int> sum_items(shop::Items<int> auto& items) {
  int sum = 0;
  while (const std::optional<int> item = co_await items.next())
    sum += *item;
  co_return sum;
}

TEST(Decorator, SeesEachCallWhenItIsAwaited) {
  std::vector<std::string> log;
  shop::ItemsDecorated items(Tracing{&log}, CountDown(1));
  auto first = items.next();
  EXPECT_TRUE(log.empty());
  EXPECT_EQ(block_on(std::move(first)), 1);
  EXPECT_EQ(block_on(items.next()), std::nullopt);
  EXPECT_THAT(log, ElementsAre("> shop::Items next", "<", "> shop::Items next", "<"));
}

TEST(Decorator, StandsInFrontOfADynAndInsideOne) {
  std::vector<std::string> log;
  shop::ItemsDecorated<Tracing, shop::DynItems<int>> inner(Tracing{&log}, CountDown(2));
  shop::DynItems<int> outer = std::move(inner);
  EXPECT_EQ(block_on(sum_items(outer)), 3);
  EXPECT_EQ(log.size(), 6u);
}

TEST(Decorator, StandsInFrontOfWhatKnowsNoTrait) {
  std::vector<std::string> log;
  shop::ItemsDecorated items(Tracing{&log}, Foreign());
  EXPECT_EQ(block_on(sum_items(items)), 3);
  EXPECT_EQ(log.size(), 6u);
}

TEST(Decorator, MakesItsObjectInPlace) {
  shop::ItemsDecorated<Nothing, CountDown> items(Nothing(), std::in_place, 3);
  EXPECT_EQ(block_on(sum_items(items)), 6);
}

TEST(Decorator, CanBeALambda) {
  int calls = 0;
  shop::ItemsDecorated items(
      [&calls](auto call) -> task<typename decltype(call)::result_type> {
        ++calls;
        co_return co_await std::move(call)();
      },
      CountDown(2));
  EXPECT_EQ(block_on(sum_items(items)), 3);
  EXPECT_EQ(calls, 3);
}

TEST(Decorator, KeepsTheObjectsFutureIfItLikes) {
  shop::ItemsDecorated items(Nothing(), CountDown(2));
  static_assert(std::is_same_v<decltype(items.next()), task<std::optional<int>>>);
  EXPECT_EQ(block_on(sum_items(items)), 3);
}

TEST(Decorator, PassesOnParametersAndResultsOfEachKind) {
  std::vector<std::string> log;
  shop::StoreDecorated store(Tracing{&log}, Shelf());
  const std::string key = "four";
  EXPECT_EQ(block_on(store.get(key)), 12);
  EXPECT_EQ(block_on(store.get(key, 1)), 4);
  EXPECT_EQ(block_on(std::as_const(store).get("two")), 3);
  EXPECT_EQ(block_on(store.size()), 5u);
  auto put = store.put("four", std::make_unique<int>(10), std::pair(100, 200));
  block_on(std::move(put));
  EXPECT_EQ(store.bottom(), 314);
  int index = 6;
  EXPECT_EQ(&block_on(store.at(index)), &index);
  const int row[2] = {1, 2};
  EXPECT_EQ(*block_on(store.owned(row, [](int value) { return value * 2; })), 4);
  EXPECT_EQ(store.table({{1, "one"}}).at("one"), 1);
  store.reset();
  EXPECT_EQ(store.top(), 0xff);
  EXPECT_EQ(*std::move(store).release(), 0xff);
  EXPECT_EQ(block_on(std::move(store).close("now")), "closed now");
  EXPECT_EQ(log.size(), 2u * 8);
}

TEST(Decorator, PassesOnConstantsAndFunctions) {
  using Limits = shop::LimitsDecorated<Nothing, Bounded>;
  EXPECT_EQ(Limits::lowest + Limits::highest, 10);
  EXPECT_EQ(Limits::name, "bounded");
  Limits limits(Nothing(), Bounded{});
  EXPECT_EQ(block_on(limits.clamp()), 9);

  using Factory = shop::FactoryDecorated<Nothing, Plant>;
  EXPECT_EQ(*Factory::create(), 4);
  EXPECT_EQ(block_on(Factory::connect("abc")), 3);
  EXPECT_EQ(Factory::provided(1), 2);
  Factory factory(Nothing(), Plant{});
  EXPECT_EQ(block_on(factory.as(std::string("text"))), "text");
  EXPECT_EQ(factory.measure('c'), 1);
  EXPECT_EQ(block_on(factory.fast()), 2);
}

TEST(Decorator, StandsInFrontOfProvidedMethods) {
  std::vector<std::string> log;
  shop::CounterDecorated counter(Tracing{&log}, Counts());
  EXPECT_EQ(block_on(counter.twice()), 3);
  EXPECT_EQ(block_on(counter.add(1, std::make_unique<int>(2))), 3);
  EXPECT_THAT(log, ElementsAre("> shop::Counter twice", "<", "> shop::Counter add", "<"));
}

TEST(Decorator, OfAGenericTraitTakesItsParameters) {
  shop::CallDecorated<Nothing, Calls, int, std::unique_ptr<int>> calls(Nothing{}, Calls{});
  EXPECT_EQ(block_on(calls.call(1, std::make_unique<int>(2))), "3");
  EXPECT_EQ(calls.count(nullptr), 1);
}

/// Makes a call that failed again.
struct Retry {
  template <class Call>
  task<typename Call::result_type> operator()(Call call) const {
    if constexpr (Call::is_repeatable) {
      for (int left = attempts; left > 1; --left) {
        try {
          co_return co_await call();
        } catch (const std::runtime_error&) {
          continue; // The next attempt may succeed.
        }
      }
    }
    co_return co_await std::move(call)();
  }
  int attempts;
};

struct Flaky : Shelf {
  explicit Flaky(int* counter) : calls(counter) {}
  using Shelf::get;
  task<int> get(const std::string& key, int attempts) {
    if (++*calls < 3)
      throw std::runtime_error("not yet");
    co_return static_cast<int>(key.size()) * attempts;
  }
  task<void> put(std::string, std::unique_ptr<int>, std::pair<int, int>) {
    ++*calls;
    throw std::runtime_error("never");
  }
  int* calls;
};

TEST(Decorator, MakesACallAgainWhoseArgumentsCanBeCopied) {
  int calls = 0;
  shop::StoreDecorated store(Retry{3}, Flaky(&calls));
  const std::string key = "four";
  EXPECT_EQ(block_on(store.get(key, 2)), 8);
  EXPECT_EQ(calls, 3);
}

TEST(Decorator, MakesOtherCallsOnce) {
  int calls = 0;
  shop::StoreDecorated store(Retry{3}, Flaky(&calls));
  auto put = store.put("key", std::make_unique<int>(1), std::pair(1, 2));
  EXPECT_THROW(block_on(std::move(put)), std::runtime_error);
  EXPECT_EQ(calls, 1);
}

/// Answers in the object's stead, also of synchronous methods.
struct Answering {
  template <class Call>
  auto operator()(const Call&) const {
    return ready(typename Call::result_type());
  }
  template <class Call>
  typename Call::result_type sync(Call call) const {
    *said = std::string(call.method()) + " " + std::to_string(std::get<0>(call.arguments()));
    return std::move(call)();
  }
  std::string* said;
};

struct Ranked {
  auto now() { return ready(1); }
  int rank(int of) const noexcept { return of + 1; }
};

TEST(Decorator, MayAnswerItselfAndSeeSynchronousCalls) {
  std::string said;
  shop::RanksDecorated ranks(Answering{&said}, Ranked());
  EXPECT_EQ(block_on(ranks.now()), 0);
  EXPECT_EQ(ranks.rank(4), 5);
  EXPECT_EQ(said, "rank 4");
}

} // namespace
