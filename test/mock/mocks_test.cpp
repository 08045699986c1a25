// Generated mocks: they implement their traits, and every member can be expected.
#include "traits.mock.h"

#include <async_trait/async_trait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace {

using namespace async_trait;
using testing::_;
using testing::An;
using testing::ByMove;
using testing::NiceMock;
using testing::Pointee;
using testing::Return;
using testing::ReturnRef;

static_assert(shop::Items<shop::MockItems<int>, int>);
static_assert(shop::Items<NiceMock<shop::MockItems<int>>, int>);
static_assert(shop::Store<shop::MockStore<int>, int>);
static_assert(shop::Limits<shop::MockLimits>);
static_assert(shop::Counter<shop::MockCounter>);
static_assert(shop::Till<shop::MockTill<int>, int>);
static_assert(shop::Factory<shop::MockFactory>);
static_assert(shop::Call<shop::MockCall<int, int, bool, std::string>, int, int, bool, std::string>);
static_assert(shop::Wide<shop::MockWide>);
static_assert(shop::Clock<shop::MockClock>);
static_assert(shop::Strict<shop::MockStrict>);
static_assert(shop::Plain<shop::MockPlain>);

task<int> sum_items(shop::Items<int> auto& items) {
  int sum = 0;
  while (const std::optional<int> item = co_await items.next())
    sum += *item;
  co_return sum;
}

TEST(Mock, IsCalledStatically) {
  shop::MockItems<int> mock;
  EXPECT_CALL(mock, next())
      .WillOnce(co_return_value(7))
      .WillOnce(co_return_value(8))
      .WillOnce(co_return_value(std::nullopt));
  EXPECT_EQ(block_on(sum_items(mock)), 15);
}

TEST(Mock, IsCalledThroughDyn) {
  shop::MockItems<int> mock;
  EXPECT_CALL(mock, next()).WillOnce(co_return_value(7)).WillOnce(co_throw(1));
  shop::DynItemsRef<int> borrowed = mock;
  EXPECT_THROW(block_on(sum_items(borrowed)), int);

  auto owned = shop::DynItems<int>::make<shop::MockItems<int>>();
  pending<std::optional<int>> answer;
  EXPECT_CALL(*owned.target<shop::MockItems<int>>(), next())
      .WillOnce(co_return_later(answer))
      .WillOnce(co_return_value(std::nullopt));
  started sum(sum_items(owned));
  answer.complete(5);
  EXPECT_EQ(sum.result(), 5);
}

TEST(Mock, EndsAnIterationByDefault) {
  NiceMock<shop::MockItems<int>> mock;
  EXPECT_EQ(block_on(sum_items(mock)), 0);
}

TEST(Mock, HasOverloads) {
  shop::MockStore<int> mock;
  EXPECT_CALL(mock, get("key", 3)).WillOnce(co_return_value(1));
  EXPECT_CALL(mock, get("key", 5)).WillOnce(co_return_value(2));
  EXPECT_CALL(std::as_const(mock), get(An<std::string_view>())).WillOnce(co_return_value(3));
  EXPECT_EQ(block_on(mock.get(std::string("key"))), 1) << "a default argument";
  EXPECT_EQ(block_on(mock.get("key", 5)), 2);
  EXPECT_EQ(block_on(std::as_const(mock).get(std::string_view("key"))), 3);
}

TEST(Mock, TakesParametersOfEveryKind) {
  shop::MockStore<int> mock;
  int index = 2, place = 4;
  const int row[2] = {1, 2};
  EXPECT_CALL(mock, put("key", Pointee(7), std::pair(1, 2))).WillOnce(co_return_void());
  EXPECT_CALL(mock, at(index)).WillOnce(co_return_reference(place));
  EXPECT_CALL(std::move(mock), close).WillOnce([](std::string&& reason) { // NOLINT
    return ready(std::move(reason));
  });
  EXPECT_CALL(mock, owned(row, nullptr)).WillOnce(co_return_value(std::make_unique<int>(1)));
  block_on(mock.put("key", std::make_unique<int>(7), {1, 2}));
  EXPECT_EQ(&block_on(mock.at(index)), &place);
  EXPECT_EQ(*block_on(mock.owned(row, nullptr)), 1);
  EXPECT_EQ(block_on(std::move(mock).close("done")), "done"); // NOLINT
}

TEST(Mock, HasSynchronousMethods) {
  shop::MockStore<int> mock;
  int number = 1;
  EXPECT_CALL(mock, table(_)).WillOnce(Return(std::map<std::string, int>{{"a", 1}}));
  EXPECT_CALL(mock, reset(0xff, testing::StrEq("a, \"b\"")));
  EXPECT_CALL(mock, top()).WillOnce(ReturnRef(number));
  EXPECT_CALL(mock, bottom()).WillOnce(ReturnRef(number));
  EXPECT_CALL(std::move(mock), release()).WillOnce(Return(ByMove(nullptr)));
  EXPECT_EQ(mock.table({}).at("a"), 1);
  mock.reset();
  EXPECT_EQ(&mock.top(), &number);
  EXPECT_EQ(&mock.bottom(), &number);
  EXPECT_EQ(std::move(mock).release(), nullptr); // NOLINT
  static_assert(noexcept(mock.reset()) && noexcept(mock.size()));
}

struct Narrow : shop::MockLimits {
  static constexpr int lowest = 3;
  static constexpr int highest = 4;
};

TEST(Mock, HasConstants) {
  static_assert(shop::MockLimits::lowest == 0 && shop::MockLimits::highest == 7);
  static_assert(shop::Limits<Narrow>);
  Narrow mock;
  shop::DynLimitsRef dyn = mock;
  EXPECT_EQ(dyn.lowest() + dyn.highest(), 7);
  EXPECT_EQ(dyn.name(), "");
  EXPECT_CALL(mock, clamp(7)).WillOnce(co_return_value(5));
  EXPECT_EQ(block_on(mock.clamp()), 5);
}

TEST(Mock, RunsWhatTheTraitProvides) {
  NiceMock<shop::MockCounter> mock;
  ON_CALL(mock, next()).WillByDefault(co_return_value(2));
  EXPECT_EQ(block_on(mock.twice()), 4);
  EXPECT_EQ(block_on(mock.forward()), 2);
  EXPECT_EQ(block_on(mock.add(1, std::make_unique<int>(2))), 3);
  EXPECT_EQ(block_on(mock.add("four")), 0) << "not provided";
  EXPECT_EQ(block_on(std::move(mock).last()), 20); // NOLINT
  EXPECT_EQ(mock.rank(), 3);
  EXPECT_EQ(mock.of_old(), 4);

  EXPECT_CALL(mock, twice()).WillOnce(co_return_value(9));
  EXPECT_EQ(block_on(mock.twice()), 9);
}

TEST(Mock, RunsWhatIsProvidedForSomeImplementers) {
  struct Opaque {};
  NiceMock<shop::MockSample<int>> mock;
  const NiceMock<shop::MockSample<Opaque>> other;
  ON_CALL(mock, get()).WillByDefault(co_return_value(2));
  EXPECT_EQ(block_on(mock.twice()), 4);
}

TEST(Mock, HasWhatSupertraitsHave) {
  NiceMock<shop::MockTill<std::string>> mock;
  EXPECT_CALL(mock, pay(3)).WillOnce(co_return_value("coin"));
  EXPECT_CALL(mock, next()).WillRepeatedly(co_return_value(1));
  EXPECT_EQ(block_on(mock.pay(3)), "coin");
  EXPECT_EQ(block_on(mock.twice()), 2);
  shop::DynCounterRef counter = mock;
  EXPECT_EQ(block_on(counter.twice()), 2);
}

template <shop::Factory T>
int created_by() {
  return *T::create() + block_on(T::connect("name")) + T::provided(1);
}

TEST(Mock, HasAssociatedFunctions) {
  shop::MockFactory::Functions functions;
  EXPECT_CALL(functions, create(4)).WillRepeatedly([] { return std::make_unique<int>(1); });
  EXPECT_CALL(functions, connect("name")).WillOnce(co_return_value(2));
  EXPECT_EQ(created_by<shop::MockFactory>(), 5);
  {
    shop::MockFactory::Functions inner;
    EXPECT_CALL(inner, create(4)).WillOnce([] { return std::make_unique<int>(10); });
    EXPECT_EQ(*shop::MockFactory::create(), 10);
  }
  EXPECT_EQ(*shop::MockFactory::create(), 1);
}

TEST(Mock, CatchesAnAssociatedFunctionThatNothingAnswers) {
  EXPECT_THROW(shop::MockFactory::create(1), std::logic_error);
}

TEST(Mock, KeepsProvidedGenericMethods) {
  shop::MockFactory mock;
  EXPECT_CALL(mock, measure()).WillOnce(co_return_value(1));
  EXPECT_CALL(mock, fast()).WillOnce(co_return_value(2));
  EXPECT_EQ(mock.measure(short(1)), 2);
  EXPECT_EQ(block_on(mock.measure()), 1);
  EXPECT_EQ(block_on(mock.fast()), 2);
}

TEST(Mock, TakesPacks) {
  shop::MockCall<int, int, bool, std::unique_ptr<int>> mock;
  EXPECT_CALL(mock, call(1, true, Pointee(7))).WillOnce(co_return_value(2));
  EXPECT_CALL(mock, count).WillOnce(Return(3));
  EXPECT_EQ(block_on(mock.call(1, true, std::make_unique<int>(7))), 2);
  EXPECT_EQ(std::as_const(mock).count(true, nullptr), 3);
}

TEST(Mock, TakesTypesMadeOfPacks) {
  shop::MockRows<bool> mock;
  shop::MockRows<bool>::Functions functions;
  EXPECT_CALL(mock, all()).WillOnce(co_return_value(std::tuple(4, true)));
  EXPECT_CALL(mock, put(_)).WillOnce(Return(5));
  EXPECT_CALL(functions, made_of(Pointee(std::tuple(true)))).WillOnce(co_return_value(6));
  EXPECT_EQ(block_on(mock.all()), std::tuple(4, true));
  const std::tuple<int, bool> two[2] = {};
  EXPECT_EQ(mock.put(two), 5);
  std::tuple<bool> one(true);
  EXPECT_EQ(block_on(mock.made_of(&one)), 6);
}

TEST(Mock, TakesManyParameters) {
  shop::MockWide mock;
  EXPECT_CALL(mock, sum(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, Pointee(16)))
      .WillOnce(co_return_value(136));
  EXPECT_EQ(block_on(mock.sum(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                              std::make_unique<int>(16))),
            136);
}

TEST(Mock, HasFuturesOfTheTraitsOwnType) {
  NiceMock<shop::MockClock> mock;
  static_assert(std::is_same_v<decltype(mock.now()), task<int>>);
  block_on(mock.sleep(1));
  EXPECT_EQ(block_on(mock.later()), 1);
  pending<int> answer;
  EXPECT_CALL(mock, now())
      .WillOnce(co_return_value(3))
      .WillOnce(co_throw(1))
      .WillOnce(co_never())
      .WillOnce(co_return_later(answer));
  EXPECT_EQ(block_on(mock.now()), 3);
  EXPECT_THROW(block_on(mock.now()), int);
  EXPECT_FALSE(started(mock.now()).is_done());
  shop::DynClockRef dyn = mock;
  started later(dyn.now());
  answer.complete(4);
  EXPECT_EQ(later.result(), 4);
}

TEST(Mock, HasWhatIsConst) {
  EXPECT_EQ(shop::MockFixed::change.second, nullptr);
  NiceMock<shop::MockFixed> mock;
  EXPECT_EQ(block_on(mock.owned()), nullptr);
  EXPECT_CALL(mock, owned()).WillOnce(co_return_value(std::make_unique<int>(2)));
  EXPECT_THAT(block_on(mock.owned()), Pointee(2));
}

TEST(Mock, HasFuturesThatAwaitNothingElse) {
  NiceMock<shop::MockStrict> mock;
  EXPECT_EQ(block_on(mock.now()), 0) << "its own default value could not be awaited";
  EXPECT_CALL(mock, now()).WillOnce(co_return_value(3)).WillOnce(co_throw(1));
  EXPECT_CALL(mock, sleep()).WillOnce(co_return_void());
  EXPECT_EQ(block_on(mock.now()), 3);
  EXPECT_THROW(block_on(mock.now()), int);
  block_on(mock.sleep());
}

TEST(Mock, IsFoundLikeItsTrait) {
  shop::MockPlain mock;
  EXPECT_CALL(mock, get()).WillOnce(co_return_value(1));
  EXPECT_EQ(block_on(mock.get()), 1);
}

} // namespace
