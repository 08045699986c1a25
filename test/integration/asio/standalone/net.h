// Standalone Asio, as the tests' event loop.
#pragma once

// Debian's does not know that Clang has coroutines.
#define ASIO_HAS_CO_AWAIT 1

#include <asio.hpp>
#include <async_trait/asio.h>

namespace net = asio;

using net_error = asio::system_error;
