// The cache by itself, and around a store that completes when the test says.
#include "caching_store.h"
#include "run.h"
#include "store.mock.h"
#include "store_error.h"
#include "value_cache.h"

#include <async_trait/block_on.h>
#include <async_trait/mock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace {

using async_trait::block_on;
using async_trait::co_return_later;
using async_trait::co_return_value;
using async_trait::co_return_void;
using async_trait::co_throw;
using async_trait::started;
using ::testing::_;
using ::testing::StrictMock;

TEST(ValueCache, ForgetsWhatWasUsedTheLongestTimeAgo) {
  kv::ValueCache cache(6);
  cache.put("a", "1");
  cache.put("b", "2");
  cache.put("c", "3");
  ASSERT_TRUE(cache.find("a"));
  cache.put("d", "4");
  EXPECT_FALSE(cache.find("b"));
  EXPECT_TRUE(cache.find("a"));
  EXPECT_TRUE(cache.find("c"));
  EXPECT_EQ(*cache.find("d"), "4");
}

TEST(ValueCache, CountsBytes) {
  kv::ValueCache cache(10);
  cache.put("a", "1");
  cache.put("b", "123456789");
  EXPECT_FALSE(cache.find("a"));
  EXPECT_TRUE(cache.find("b"));
  cache.put("c", "1234567890");
  EXPECT_FALSE(cache.find("c"));
  EXPECT_TRUE(cache.find("b")) << "what is not kept drives nothing out";
  cache.put("b", "1");
  cache.put("c", "1234567");
  EXPECT_TRUE(cache.find("b"));
  EXPECT_TRUE(cache.find("c"));
  cache.erase("b");
  EXPECT_FALSE(cache.find("b"));
}

class Caching : public ::testing::Test {
protected:
  Caching() : store_(mock_, 100) {}

  using Value = std::optional<std::string>;
  StrictMock<kv::MockStore> mock_;
  kv::CachingStore<kv::DynStoreRef> store_;
};

TEST_F(Caching, AsksOnce) {
  EXPECT_CALL(mock_, get("a")).WillOnce(co_return_value(Value("1")));
  EXPECT_EQ(block_on(store_.get("a")), "1");
  EXPECT_EQ(block_on(store_.get("a")), "1");
  EXPECT_TRUE(block_on(store_.exists("a")));
}

TEST_F(Caching, AsksAgainForWhatWasNotThere) {
  EXPECT_CALL(mock_, get("a")).Times(2).WillRepeatedly(co_return_value(Value()));
  EXPECT_EQ(block_on(store_.get("a")), std::nullopt);
  EXPECT_EQ(block_on(store_.get("a")), std::nullopt);
}

TEST_F(Caching, AsksAgainAfterAChange) {
  EXPECT_CALL(mock_, get("a")).Times(4).WillRepeatedly(co_return_value(Value("1")));
  EXPECT_CALL(mock_, set("a", "2")).WillOnce(co_return_void());
  EXPECT_CALL(mock_, erase("a")).WillOnce(co_return_value(true));
  EXPECT_CALL(mock_, add("a", 1)).WillOnce(co_return_value(2));
  block_on(store_.get("a"));
  block_on(store_.set("a", "2"));
  block_on(store_.get("a"));
  block_on(store_.erase("a"));
  block_on(store_.get("a"));
  block_on(store_.add("a", 1));
  block_on(store_.get("a"));
}

TEST_F(Caching, AsksAgainAfterAChangeThatFailed) {
  EXPECT_CALL(mock_, get("a")).Times(2).WillRepeatedly(co_return_value(Value("1")));
  EXPECT_CALL(mock_, set("a", "2")).WillOnce(co_throw(kv::StoreError("full")));
  block_on(store_.get("a"));
  EXPECT_THROW(block_on(store_.set("a", "2")), kv::StoreError);
  block_on(store_.get("a"));
}

TEST_F(Caching, DoesNotKeepWhatWasReadBeforeAChange) {
  async_trait::pending<Value> old_value;
  EXPECT_CALL(mock_, get("a"))
      .WillOnce(co_return_later(old_value))
      .WillOnce(co_return_value(Value("2")));
  EXPECT_CALL(mock_, set("a", "2")).WillOnce(co_return_void());
  started slow_reader(store_.get("a"));
  block_on(store_.set("a", "2"));
  old_value.complete("1");
  EXPECT_EQ(slow_reader.result(), "1");
  EXPECT_EQ(block_on(store_.get("a")), "2");
}

TEST_F(Caching, DoesNotKeepWhatWasReadDuringAChange) {
  async_trait::pending<void> change;
  EXPECT_CALL(mock_, get("a"))
      .WillOnce(co_return_value(Value("1")))
      .WillOnce(co_return_value(Value("2")));
  EXPECT_CALL(mock_, set("a", "2")).WillOnce(co_return_later(change));
  started slow_writer(store_.set("a", "2"));
  EXPECT_EQ(block_on(store_.get("a")), "1");
  EXPECT_EQ(block_on(store_.get("a")), "2");
  change.complete();
  EXPECT_TRUE(slow_writer.is_done());
}

} // namespace
