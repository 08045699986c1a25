// What is counted of which call.
#include "memory_store.h"
#include "metrics.h"
#include "store.decorator.h"
#include "store.h"
#include "store.mock.h"
#include "store_error.h"

#include <async_trait/block_on.h>
#include <async_trait/mock.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace {

using namespace std::chrono_literals;
using async_trait::block_on;
using ::testing::HasSubstr;

TEST(CallStatistics, KnowsTheMeanAndTheMagnitudeOfTheSlowest) {
  kv::CallStatistics statistics;
  for (int i = 0; i < 99; ++i)
    statistics.add(1us, false);
  statistics.add(1ms, true);
  EXPECT_EQ(statistics.calls(), 100U);
  EXPECT_EQ(statistics.failures(), 1U);
  EXPECT_NEAR(statistics.mean_microseconds(), 10.99, 0.001);
  EXPECT_NEAR(statistics.p99_microseconds(), 1.024, 0.001);
  statistics.add(1ms, false);
  EXPECT_NEAR(statistics.p99_microseconds(), 1048.576, 0.001);
}

TEST(Metrics, CountsTheCallsOfEachMethod) {
  const auto registry = std::make_shared<kv::MetricsRegistry>();
  kv::StoreDecorated store(kv::Metrics(registry), kv::MemoryStore{});
  block_on(store.set("a", "1"));
  block_on(store.set("b", "x"));
  EXPECT_EQ(block_on(store.get("a")), "1");
  EXPECT_THROW(block_on(store.add("b", 1)), kv::NotAnInteger);
  EXPECT_EQ(registry->of("kv::Store", "set").calls(), 2U);
  EXPECT_EQ(registry->of("kv::Store", "get").calls(), 1U);
  EXPECT_EQ(registry->of("kv::Store", "get").failures(), 0U);
  EXPECT_EQ(registry->of("kv::Store", "add").failures(), 1U);
  EXPECT_THAT(registry->report(), HasSubstr("kv::Store::set:calls=2,failed_calls=0,"));
}

TEST(Metrics, CountsACallWhenItEnds) {
  const auto registry = std::make_shared<kv::MetricsRegistry>();
  kv::MockStore mock;
  async_trait::pending<std::optional<std::string>> value;
  EXPECT_CALL(mock, get("a")).WillOnce(async_trait::co_return_later(value));
  kv::DynStore store = kv::StoreDecorated(kv::Metrics(registry), kv::DynStoreRef(mock));
  async_trait::started call(store.get("a"));
  EXPECT_EQ(registry->of("kv::Store", "get").calls(), 0U);
  value.complete("1");
  EXPECT_EQ(call.result(), "1");
  EXPECT_EQ(registry->of("kv::Store", "get").calls(), 1U);
}

} // namespace
