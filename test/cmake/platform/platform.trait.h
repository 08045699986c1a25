#pragma once
#include <async_trait/trait.h>
#include <cstdlib>
#include <for_platform.h>

static_assert(TEST);

struct [[async_trait_v2]] Device {
  async<std::size_t> read(void* buffer, std::size_t size);
};
