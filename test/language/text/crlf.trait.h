// A byte order mark, and lines that end in CR LF.
#pragma once

#include <async_trait/trait.h>

namespace demo {

/// Documented.
struct [[async_trait_v2]] Windows {
  /// A type,
  /// in two lines.
  struct Handle;
  async<Handle> open(int code = 1) {
    int sum = 0;
    for (int i = 0; i < code; ++i)
      sum += i;
    co_return co_await handle_of(sum);
  }
  async<Handle> handle_of(int code);
};

} // namespace demo
