#pragma once
#include <async_trait/trait.h>
#include <cstddef>

namespace demo {

struct [[async_trait_v2]] Sized {
  std::size_t size() const;
  static constexpr std::size_t max = 4;
  async<std::size_t> wait(std::size_t count);
};

} // namespace demo
