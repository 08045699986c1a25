// What `async_trait/mock.h` gives to Google Mock, with mocked functions of every kind of result.
#include <async_trait/async_trait.h>
#include <async_trait/mock.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

using namespace async_trait;
using testing::Assign;
using testing::DoAll;
using testing::Return;

template <class R>
using Mocked = testing::MockFunction<mock_future<R>()>;

struct WithoutDefault {
  explicit WithoutDefault(int number) : value(number) {}
  int value;
};

struct Counted {
  explicit Counted(int& alive) : alive_(&alive) { ++alive; }
  Counted(Counted&& other) noexcept : alive_(std::exchange(other.alive_, nullptr)) {}
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (alive_ != nullptr)
      --*alive_;
  }

private:
  int* alive_;
};

TEST(CoReturnValue, YieldsIt) {
  Mocked<int> mock;
  EXPECT_CALL(mock, Call()).WillOnce(co_return_value(7)).WillRepeatedly(co_return_value(8));
  EXPECT_EQ(block_on(mock.Call()), 7);
  EXPECT_EQ(block_on(mock.Call()), 8);
  EXPECT_EQ(block_on(mock.Call()), 8);
}

TEST(CoReturnValue, ConvertsIt) {
  Mocked<unsigned char> number;
  Mocked<std::optional<std::string>> text;
  EXPECT_CALL(number, Call()).WillOnce(co_return_value(7));
  EXPECT_CALL(text, Call())
      .WillOnce(co_return_value("seven"))
      .WillOnce(co_return_value(std::nullopt));
  EXPECT_EQ(block_on(number.Call()), 7);
  EXPECT_EQ(block_on(text.Call()), "seven");
  EXPECT_EQ(block_on(text.Call()), std::nullopt);
}

TEST(CoReturnValue, MovesWhatCannotBeCopied) {
  Mocked<std::unique_ptr<int>> mock;
  EXPECT_CALL(mock, Call()).WillOnce(co_return_value(std::make_unique<int>(7)));
  EXPECT_EQ(*block_on(mock.Call()), 7);

  using Action = decltype(co_return_value(std::make_unique<int>(7)));
  static_assert(!std::is_invocable_v<const Action&>, "it could be given once only");
}

TEST(CoReturnValue, IsForResultsThatItConvertsTo) {
  using Answer = decltype(co_return_value(std::string())());
  static_assert(std::is_convertible_v<Answer, mock_future<std::string>>);
  static_assert(!std::is_convertible_v<Answer, mock_future<int>>);
  static_assert(!std::is_convertible_v<Answer, mock_future<void>>);
  static_assert(!std::is_convertible_v<Answer, mock_future<const std::string&>>);
}

TEST(CoReturnVoid, EndsTheFuture) {
  Mocked<void> mock;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_void());
  block_on(mock.Call());
  static_assert(!std::is_convertible_v<decltype(co_return_void()()), mock_future<int>>);
}

TEST(CoReturnReference, YieldsTheObjectItself) {
  std::string text = "text";
  Mocked<std::string&> lvalue;
  Mocked<const std::string&> constant;
  Mocked<std::string&&> rvalue;
  EXPECT_CALL(lvalue, Call()).WillRepeatedly(co_return_reference(text));
  EXPECT_CALL(constant, Call()).WillRepeatedly(co_return_reference(text));
  EXPECT_CALL(rvalue, Call()).WillRepeatedly(co_return_reference(text));
  EXPECT_EQ(&block_on(lvalue.Call()), &text);
  EXPECT_EQ(&block_on(constant.Call()), &text);
  EXPECT_EQ(std::string(block_on(rvalue.Call())), "text");
  EXPECT_TRUE(text.empty());

  using OfConst = decltype(co_return_reference(std::as_const(text))());
  static_assert(!std::is_convertible_v<OfConst, mock_future<std::string&>>);
}

TEST(CoThrow, ThrowsWhenItIsAwaited) {
  Mocked<WithoutDefault> mock;
  Mocked<void> none;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_throw(std::runtime_error("broken")));
  EXPECT_CALL(none, Call()).WillOnce(co_throw(7));
  {
    const auto dropped = mock.Call(); // not awaited, so it throws nothing
  }
  EXPECT_THROW(block_on(mock.Call()), std::runtime_error);
  EXPECT_THROW(block_on(none.Call()), int);
}

TEST(CoNever, SuspendsUntilItIsDropped) {
  Mocked<WithoutDefault> mock;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_never());
  const started never(mock.Call());
  EXPECT_FALSE(never.is_done());
}

TEST(MockFuture, HasTheDefaultOfItsResult) {
  Mocked<std::optional<int>> mock;
  Mocked<void> none;
  EXPECT_CALL(mock, Call()).Times(1);
  EXPECT_CALL(none, Call()).Times(1);
  EXPECT_EQ(block_on(mock.Call()), std::nullopt);
  block_on(none.Call());
}

TEST(MockFuture, HasNoneWhereTheResultHasNone) {
  static_assert(!std::is_default_constructible_v<mock_future<WithoutDefault>>);
  static_assert(!std::is_default_constructible_v<mock_future<int&>>);
  testing::NiceMock<Mocked<WithoutDefault>> mock;
  EXPECT_THROW(static_cast<void>(mock.Call()), std::runtime_error)
      << "Google Mock says which call it is";
}

TEST(MockFuture, IsMadeOfAnyOther) {
  testing::MockFunction<mock_future<int>(int)> mock;
  EXPECT_CALL(mock, Call(2))
      .WillOnce([](int number) { return ready(number * 2); })
      .WillOnce([](int number) -> task<int> { co_return number * 3; })
      .WillOnce([] { return ready(short(1)); });
  EXPECT_EQ(block_on(mock.Call(2)), 4);
  EXPECT_EQ(block_on(mock.Call(2)), 6);
  EXPECT_EQ(block_on(mock.Call(2)), 1);
}

TEST(MockFuture, IsLazy) {
  int alive = 0;
  Mocked<std::unique_ptr<Counted>> mock;
  EXPECT_CALL(mock, Call()).WillOnce(co_return_value(std::make_unique<Counted>(alive)));
  {
    auto first = mock.Call();
    EXPECT_EQ(alive, 1);
    const auto second = std::move(first);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

task<int> sum_of(Mocked<int>& mock) { co_return co_await mock.Call() + co_await mock.Call(); }

TEST(Pending, ResumesWhoeverAwaitsIt) {
  Mocked<int> mock;
  pending<int> answer;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(answer));
  started sum(sum_of(mock));
  EXPECT_TRUE(answer.is_awaited());
  answer.complete(3);
  EXPECT_FALSE(sum.is_done());
  answer.complete(4);
  ASSERT_TRUE(sum.is_done());
  EXPECT_EQ(sum.result(), 7);
}

TEST(Pending, CompletesWithAnyResult) {
  Mocked<std::unique_ptr<int>> owned;
  Mocked<int&> reference;
  Mocked<void> none;
  pending<std::unique_ptr<int>> later_owned;
  pending<int&> later_reference;
  pending<> later_none;
  EXPECT_CALL(owned, Call()).WillOnce(co_return_later(later_owned));
  EXPECT_CALL(reference, Call()).WillOnce(co_return_later(later_reference));
  EXPECT_CALL(none, Call()).WillOnce(co_return_later(later_none));
  started first(owned.Call());
  started second(reference.Call());
  started third(none.Call());
  int number = 7;
  later_owned.complete(std::make_unique<int>(7));
  later_reference.complete(number);
  later_none.complete();
  EXPECT_EQ(*first.result(), 7);
  EXPECT_EQ(&second.result(), &number);
  third.result();
}

TEST(Pending, Fails) {
  Mocked<int> mock;
  pending<int> answer;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(answer));
  started first(mock.Call());
  answer.fail(std::runtime_error("broken"));
  started second(mock.Call());
  answer.fail(std::make_exception_ptr(7));
  EXPECT_THROW(first.result(), std::runtime_error);
  EXPECT_THROW(second.result(), int);
}

TEST(Pending, CatchesACompletionThatNobodyAwaits) {
  Mocked<int> mock;
  pending<int> answer;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(answer));
  EXPECT_THROW(answer.complete(1), std::logic_error) << "not called yet";
  auto lazy = mock.Call();
  EXPECT_THROW(answer.complete(1), std::logic_error) << "not awaited yet";
  started awaited(std::move(lazy));
  answer.complete(1);
  EXPECT_THROW(answer.complete(1), std::logic_error) << "twice";
  EXPECT_THROW(answer.fail(1), std::logic_error) << "twice";
  EXPECT_EQ(awaited.result(), 1);
}

TEST(Pending, MayBeDroppedWhileItIsAwaited) {
  Mocked<int> mock;
  pending<int> answer;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(answer));
  {
    const started dropped(mock.Call());
    EXPECT_TRUE(answer.is_awaited());
  }
  EXPECT_FALSE(answer.is_awaited());
  EXPECT_THROW(answer.complete(1), std::logic_error);
}

TEST(Pending, HasOneWaiterAtATime) {
  Mocked<int> mock;
  pending<int> answer;
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(answer));
  started first(mock.Call());
  started second(mock.Call());
  EXPECT_THROW(second.result(), std::logic_error);
  answer.complete(1);
  EXPECT_EQ(first.result(), 1);
}

TEST(Pending, NeverCompletesOnceItIsGone) {
  Mocked<int> mock;
  auto answer = std::make_unique<pending<int>>();
  EXPECT_CALL(mock, Call()).WillRepeatedly(co_return_later(*answer));
  auto lazy = mock.Call();
  {
    const started before(mock.Call());
    answer.reset();
    EXPECT_FALSE(before.is_done());
  }
  const started after(std::move(lazy));
  EXPECT_FALSE(after.is_done());
}

TEST(Started, HasTheOutcomeOfWhatEndsAtOnce) {
  started value(ready(7));
  started none(ready());
  ASSERT_TRUE(value.is_done());
  EXPECT_EQ(value.result(), 7);
  none.result();
}

TEST(Started, CatchesAnEarlyQuestion) {
  Mocked<int> mock;
  EXPECT_CALL(mock, Call()).WillOnce(co_never());
  started never(mock.Call());
  EXPECT_THROW(never.result(), std::logic_error);
}

} // namespace
