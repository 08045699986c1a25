// Which calls are made again, how often and when.
#include "asio_awaiters.h"
#include "retry.h"
#include "run.h"
#include "store.decorator.h"
#include "store.h"
#include "store.mock.h"
#include "store_error.h"

#include <async_trait/mock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace {

using namespace std::chrono_literals;
using async_trait::co_return_value;
using async_trait::co_return_void;
using async_trait::co_throw;
using kv::testing::run;
using ::testing::StrictMock;

class Retry : public ::testing::Test {
protected:
  kv::StoreDecorated<kv::Retry<kv::StoreBusy>, kv::DynStoreRef> retrying(unsigned attempts) {
    return {kv::Retry<kv::StoreBusy>(context_.get_executor(), attempts, 5ms),
            kv::DynStoreRef(mock_)};
  }

  using Value = std::optional<std::string>;
  asio::io_context context_;
  StrictMock<kv::MockStore> mock_;
};

TEST_F(Retry, MakesACallAgainUntilItSucceeds) {
  EXPECT_CALL(mock_, get("a"))
      .WillOnce(co_throw(kv::StoreBusy("locked")))
      .WillOnce(co_throw(kv::StoreBusy("locked")))
      .WillOnce(co_return_value(Value("1")));
  auto store = retrying(5);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(run(context_, [&] { return store.get("a"); }), "1");
  EXPECT_GE(std::chrono::steady_clock::now() - began, 15ms) << "5 ms, and then twice that";
}

TEST_F(Retry, MakesACallOfNoResultAgain) {
  EXPECT_CALL(mock_, set("a", "1"))
      .WillOnce(co_throw(kv::StoreBusy("locked")))
      .WillOnce(co_return_void());
  auto store = retrying(2);
  run(context_, [&] { return store.set("a", "1"); });
}

TEST_F(Retry, GivesUp) {
  EXPECT_CALL(mock_, add("a", 1)).Times(3).WillRepeatedly(co_throw(kv::StoreBusy("locked")));
  auto store = retrying(3);
  EXPECT_THROW(run(context_, [&] { return store.add("a", 1); }), kv::StoreBusy);
}

TEST_F(Retry, LeavesOtherFailuresAlone) {
  EXPECT_CALL(mock_, set("a", "1")).WillOnce(co_throw(kv::StoreError("full")));
  auto store = retrying(3);
  EXPECT_THROW(run(context_, [&] { return store.set("a", "1"); }), kv::StoreError);
}

/// Whoever waits for the next attempt keeps nobody else from going on.
TEST_F(Retry, PausesWithoutBlocking) {
  EXPECT_CALL(mock_, size())
      .WillOnce(co_throw(kv::StoreBusy("locked")))
      .WillOnce(co_return_value(7));
  auto store = retrying(2);
  async_trait::started call(store.size());
  context_.poll();
  EXPECT_FALSE(call.is_done());
  context_.run();
  EXPECT_EQ(call.result(), 7U);
}

} // namespace
