// What the tests share: an implementer of Feed and a user of it that know no event loop.
#pragma once

#include "feed.h"
#include "testing.h"

#include <async_trait/async_trait.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

namespace feeds {

/// Returns what none of the libraries knows; its first item waits for a gate.
struct Gated {
  struct Live : testing::Counted<Live> {};

  explicit Gated(testing::Gate& opened) : gate(&opened) {}

  async_trait::task<int> next() {
    const Live live;
    co_await *gate;
    co_return 7;
  }
  auto item() { return async_trait::ready(std::make_unique<int>(5)); }
  async_trait::task<int&> counter() { co_return count; }
  async_trait::task<void> rest() { throw std::runtime_error("no rest"); }

  testing::Gate* gate;
  int count = 3;
};

/// A coroutine of whatever type that makes every call, of which `rest` throws: the sum of the
/// others.
template <class Task>
Task use(demo::DynFeed& feed) {
  const int next = co_await feed.next();
  const std::unique_ptr<int> item = co_await feed.item();
  int& counter = co_await feed.counter();
  bool thrown = false;
  try {
    co_await feed.rest();
  } catch (const std::exception&) {
    thrown = true;
  }
  EXPECT_TRUE(thrown);
  co_return next + *item + counter;
}

} // namespace feeds
