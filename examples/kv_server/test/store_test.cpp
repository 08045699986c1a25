// What the trait promises, of every store and of what is put around one.
#include "caching_store.h"
#include "memory_store.h"
#include "metrics.h"
#include "retry.h"
#include "run.h"
#include "sqlite_store.h"
#include "store.decorator.h"
#include "store.h"
#include "temporary_folder.h"

#include <async_trait/ready.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace {

using namespace std::string_literals;

/// A way to make a store. Each test has a context and a folder of its own.
struct Making {
  const char* name;
  kv::DynStore (*make)(kv::Executor executor, const std::filesystem::path& folder);
};

kv::DynStore in_memory(kv::Executor, const std::filesystem::path&) { return kv::MemoryStore(); }

kv::DynStore in_sqlite(kv::Executor executor, const std::filesystem::path& folder) {
  return kv::DynStore::make<kv::SqliteStore>(folder / "store", executor);
}

kv::DynStore with_all_around(kv::Executor executor, const std::filesystem::path& folder) {
  kv::Retry<kv::StoreBusy> retry(executor, 3, std::chrono::milliseconds(1));
  kv::DynStore retried = kv::StoreDecorated(retry, in_sqlite(executor, folder));
  kv::DynStore cached = kv::CachingStore(std::move(retried), 20);
  return kv::StoreDecorated(kv::Metrics(std::make_shared<kv::MetricsRegistry>()),
                            std::move(cached));
}

class Store : public ::testing::TestWithParam<Making> {
protected:
  auto get(std::string key) {
    return kv::testing::run(context_, [&] { return store_.get(key); });
  }
  void set(std::string key, std::string value) {
    kv::testing::run(context_, [&] { return store_.set(key, value); });
  }
  bool erase(std::string key) {
    return kv::testing::run(context_, [&] { return store_.erase(key); });
  }
  bool exists(std::string key) {
    return kv::testing::run(context_, [&] { return store_.exists(key); });
  }
  std::int64_t add(std::string key, std::int64_t delta) {
    return kv::testing::run(context_, [&] { return store_.add(key, delta); });
  }
  std::uint64_t size() {
    return kv::testing::run(context_, [&] { return store_.size(); });
  }

private:
  kv::testing::TemporaryFolder folder_;
  asio::io_context context_;
  kv::DynStore store_ = GetParam().make(context_.get_executor(), folder_.path());
};

TEST_P(Store, KeepsValues) {
  EXPECT_EQ(get("a"), std::nullopt);
  set("a", "1");
  set("b", "2");
  EXPECT_EQ(get("a"), "1");
  set("a", "3");
  EXPECT_EQ(get("a"), "3");
  EXPECT_EQ(get("a"), "3");
  EXPECT_EQ(get("b"), "2");
}

TEST_P(Store, KeepsAnyBytes) {
  const std::string bytes = "\0\r\n\xff"s;
  set(bytes, bytes);
  set("", "");
  set("large", std::string(100'000, 'x'));
  EXPECT_EQ(get(bytes), bytes);
  EXPECT_EQ(get(""), "");
  EXPECT_EQ(get("large"), std::string(100'000, 'x'));
  EXPECT_EQ(get("\0"s), std::nullopt);
}

TEST_P(Store, ForgetsWhatIsErased) {
  set("a", "1");
  EXPECT_EQ(get("a"), "1");
  EXPECT_TRUE(exists("a"));
  EXPECT_TRUE(erase("a"));
  EXPECT_FALSE(erase("a"));
  EXPECT_FALSE(exists("a"));
  EXPECT_EQ(get("a"), std::nullopt);
}

TEST_P(Store, CountsItsKeys) {
  EXPECT_EQ(size(), 0U);
  set("a", "1");
  set("a", "2");
  set("b", "1");
  EXPECT_EQ(size(), 2U);
  erase("a");
  EXPECT_EQ(size(), 1U);
}

TEST_P(Store, Adds) {
  EXPECT_EQ(add("n", 1), 1);
  EXPECT_EQ(get("n"), "1");
  EXPECT_EQ(add("n", -11), -10);
  EXPECT_EQ(get("n"), "-10");
}

TEST_P(Store, AddsToNumbersAlone) {
  for (const char* const value : {"", "x", "1x", " 1", "9223372036854775808", "1.5"}) {
    set("n", value);
    EXPECT_THROW(add("n", 1), kv::NotAnInteger) << value;
    EXPECT_EQ(get("n"), value);
  }
  set("n", std::to_string(std::numeric_limits<std::int64_t>::max()));
  EXPECT_THROW(add("n", 1), kv::NotAnInteger);
  EXPECT_EQ(add("n", -1), std::numeric_limits<std::int64_t>::max() - 1);
}

INSTANTIATE_TEST_SUITE_P(Every, Store,
                         ::testing::Values(Making{"in_memory", &in_memory},
                                           Making{"in_sqlite", &in_sqlite},
                                           Making{"with_all_around", &with_all_around}),
                         [](const auto& each) { return each.param.name; });

} // namespace
