// Futures and the coroutines of standalone Asio. Includes Asio, so it is not in async_trait.h.
//
// What is declared here is in detail/asio.h, where this and boost_asio.h have it from. A program
// that includes both says which one it means: `async_trait::for_asio::as_awaitable`.
#pragma once

#include <asio/system_error.hpp>

#define ASYNC_TRAIT_ASIO asio
#define ASYNC_TRAIT_ASIO_HEADER(name) <asio/name>
#define ASYNC_TRAIT_ASIO_ERROR asio::system_error
#define ASYNC_TRAIT_FOR_ASIO for_asio
#include <async_trait/detail/asio.h>
#undef ASYNC_TRAIT_FOR_ASIO
#undef ASYNC_TRAIT_ASIO_ERROR
#undef ASYNC_TRAIT_ASIO_HEADER
#undef ASYNC_TRAIT_ASIO
