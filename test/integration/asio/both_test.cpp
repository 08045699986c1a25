// One program may use both Asios.
#include "standalone/net.h"

#include <async_trait/async_trait.h>
#include <async_trait/boost_asio.h>
#include <boost/asio.hpp>
#include <gtest/gtest.h>

namespace {

async_trait::task<int> one() { co_return 1; }

TEST(BothAsios, AreInOneProgram) {
  asio::io_context context;
  boost::asio::io_context boost_context;
  int sum = 0;
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        sum += co_await async_trait::for_asio::as_awaitable(one());
      },
      asio::detached);
  boost::asio::co_spawn(
      boost_context,
      [&]() -> boost::asio::awaitable<void> {
        sum += co_await async_trait::for_boost_asio::as_awaitable(one());
      },
      boost::asio::detached);
  context.run();
  boost_context.run();
  EXPECT_EQ(sum, 2);
}

} // namespace
