// What only the store in a file can do, and what can happen to it.
#include "run.h"
#include "sqlite.h"
#include "sqlite_store.h"
#include "store_error.h"
#include "temporary_folder.h"

#include <async_trait/mock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

using kv::SqliteStore;
using kv::testing::run;

class InAFile : public ::testing::Test {
protected:
  std::filesystem::path file() const { return folder_.path() / "store"; }

  kv::testing::TemporaryFolder folder_;
  asio::io_context context_;
};

TEST_F(InAFile, IsThereWhenItIsOpenedAgain) {
  {
    SqliteStore store(file(), context_.get_executor());
    run(context_, [&] { return store.set("a", "1"); });
  }
  SqliteStore store(file(), context_.get_executor());
  EXPECT_EQ(run(context_, [&] { return store.get("a"); }), "1");
}

TEST_F(InAFile, CannotBeWhereNoFileCan) {
  EXPECT_THROW(SqliteStore(folder_.path() / "none" / "store", context_.get_executor()),
               kv::StoreError);
}

TEST_F(InAFile, GoesOnWhereTheExecutorRuns) {
  SqliteStore store(file(), context_.get_executor());
  std::thread::id resumed_on;
  const auto call = [&]() -> async_trait::task<> {
    co_await store.set("a", "1");
    resumed_on = std::this_thread::get_id();
  };
  run(context_, call);
  EXPECT_EQ(resumed_on, std::this_thread::get_id());
}

TEST_F(InAFile, IsBusyForAChangeWhileAnotherHasIt) {
  SqliteStore store(file(), context_.get_executor());
  kv::sqlite::Database other(file());
  other.execute("BEGIN IMMEDIATE");
  EXPECT_THROW(run(context_, [&] { return store.set("a", "1"); }), kv::StoreBusy);
  EXPECT_EQ(run(context_, [&] { return store.get("a"); }), std::nullopt);
  other.execute("ROLLBACK");
  run(context_, [&] { return store.set("a", "1"); });
  EXPECT_EQ(run(context_, [&] { return store.get("a"); }), "1");
}

/// Calls that are made while the thread is busy are done in one transaction.
class TogetherInAFile : public InAFile {
protected:
  async_trait::task<> add(std::string key) {
    sum_ = co_await store_.add(key, 1);
    ++done_;
  }

  SqliteStore store_{file(), context_.get_executor()};
  std::int64_t sum_ = 0;
  int done_ = 0;
};

TEST_F(TogetherInAFile, EachCallCounts) {
  for (int i = 0; i < 500; ++i)
    kv::spawn(add("n"));
  context_.run();
  EXPECT_EQ(done_, 500);
  EXPECT_EQ(sum_, 500);
}

TEST_F(TogetherInAFile, OneThatFailsFailsAlone) {
  run(context_, [&] { return store_.set("word", "x"); });
  std::vector<std::unique_ptr<async_trait::started<void>>> calls;
  for (int i = 0; i < 100; ++i)
    calls.push_back(std::make_unique<async_trait::started<void>>(add(i % 10 == 3 ? "word" : "n")));
  context_.restart();
  context_.run();
  int failed = 0;
  for (const auto& call : calls) {
    try {
      call->result();
    } catch (const kv::NotAnInteger&) {
      ++failed;
    }
  }
  EXPECT_EQ(failed, 10);
  EXPECT_EQ(done_, 90);
  EXPECT_EQ(run(context_, [&] { return store_.get("n"); }), "90");
}

/// At every point: while it waits, while it is done, and when it is to go on.
TEST_F(TogetherInAFile, ACallCanBeDropped) {
  for (int round = 0; round < 200; ++round) {
    async_trait::started kept(add("kept"));
    {
      const async_trait::started dropped(add("dropped"));
      for (int i = 0; i < round; ++i)
        std::this_thread::yield();
    }
    context_.restart();
    context_.run();
    ASSERT_TRUE(kept.is_done());
  }
  EXPECT_EQ(done_, 200);
  EXPECT_EQ(run(context_, [&] { return store_.get("kept"); }), "200");
}

} // namespace
