// From a test into a future that an event loop completes.
#pragma once

#include "asio_awaiters.h"

#include <async_trait/future.h>
#include <async_trait/task.h>

#include <asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace kv::testing {

template <class Make, class R>
async_trait::task<> fulfil(Make make, std::promise<R>& promise) {
  try {
    if constexpr (std::is_void_v<R>) {
      co_await make();
      promise.set_value();
    } else {
      promise.set_value(co_await make());
    }
  } catch (...) {
    promise.set_exception(std::current_exception());
  }
}

/// The result of the future `make()`, which need not be movable, or what it throws. Runs `context`
/// until that has nothing left to do.
template <class Make>
auto run(asio::io_context& context, Make make) {
  std::promise<async_trait::future_result_t<std::invoke_result_t<Make&>>> promise;
  auto result = promise.get_future();
  spawn(fulfil(std::move(make), promise));
  context.restart();
  context.run();
  if (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    throw std::logic_error("the context has nothing to do, and the future has not ended");
  return result.get();
}

} // namespace kv::testing
