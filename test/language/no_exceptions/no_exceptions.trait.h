#pragma once

#include <memory>
#include <string>

#include <async_trait/trait.h>

namespace demo {

/// Used where there are neither exceptions nor RTTI.
struct [[async_trait_v2]] Base {
  static constexpr int version = 1;
  async<int> get() const;
  async<int> twice() const { co_return 2 * co_await get(); }
};

struct [[async_trait_v2]] Port : Base {
  struct Error;
  async<std::unique_ptr<Error>> send(std::string text);
  async<int> close() &&;
};

} // namespace demo
