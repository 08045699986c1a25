// An implementer that is complete; the rejected ones spoil one part of it.
#pragma once

#include "rejections.h"

#include <async_trait/async_trait.h>

struct Complete {
  using Item = int;
  static constexpr int limit = 1;
  async_trait::task<std::optional<int>> next() { co_return 1; }
  async_trait::task<int> size(const std::string&) const { co_return 1; }
  bool done() const noexcept { return true; }
};
