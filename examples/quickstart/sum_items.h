// What the quickstart computes, apart from main() so that it can be tested.
#pragma once

#include "async_iter.h"

#include <async_trait/task.h>

#include <cstdint>
#include <optional>

namespace demo {

/// Compiled once for each type that it is called with; for a DynAsyncIter it calls through the
/// vtable.
async_trait::task<std::uint64_t> sum_items(AsyncIter<std::uint32_t> auto& iter) {
  std::uint64_t sum = 0;
  while (const std::optional<std::uint32_t> item = co_await iter.next())
    sum += *item;
  co_return sum;
}

} // namespace demo
