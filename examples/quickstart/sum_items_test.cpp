// Generic code tested with a mock, whose futures complete when and how the test says.
#include "async_iter.mock.h"
#include "sum_items.h"

#include <async_trait/block_on.h>
#include <async_trait/mock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <stdexcept>

namespace {

using async_trait::co_return_later;
using async_trait::co_return_value;
using async_trait::co_throw;

using MockIter = demo::MockAsyncIter<std::uint32_t>;

TEST(SumItems, AddsThemUpToTheEnd) {
  MockIter iter;
  EXPECT_CALL(iter, next())
      .WillOnce(co_return_value(7))
      .WillOnce(co_return_value(8))
      .WillOnce(co_return_value(std::nullopt));
  EXPECT_EQ(async_trait::block_on(demo::sum_items(iter)), 15U);
}

TEST(SumItems, WaitsForAnItem) {
  MockIter iter;
  async_trait::pending<std::optional<std::uint32_t>> item;
  EXPECT_CALL(iter, next()).WillOnce(co_return_later(item)).WillOnce(co_return_value(std::nullopt));

  async_trait::started sum(demo::sum_items(iter));
  EXPECT_FALSE(sum.is_done());
  item.complete(7);
  ASSERT_TRUE(sum.is_done());
  EXPECT_EQ(sum.result(), 7U);
}

TEST(SumItems, PassesAnErrorOnThroughADynToo) {
  MockIter iter;
  EXPECT_CALL(iter, next()).WillOnce(co_throw(std::runtime_error("no more memory")));
  demo::DynAsyncIterRef<std::uint32_t> erased = iter;
  EXPECT_THROW(async_trait::block_on(demo::sum_items(erased)), std::runtime_error);
}

} // namespace
