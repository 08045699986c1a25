// Futures and the coroutines of Boost.Asio, one with cancellation slots: 1.81, for one, and
// not 1.74. Includes Boost.Asio, so it is not in async_trait.h.
//
// What is declared here is in detail/asio.h, where this and asio.h have it from. A program that
// includes both says which one it means: `async_trait::for_boost_asio::as_awaitable`.
#pragma once

#include <boost/system/system_error.hpp>

#define ASYNC_TRAIT_ASIO boost::asio
#define ASYNC_TRAIT_ASIO_HEADER(name) <boost/asio/name>
#define ASYNC_TRAIT_ASIO_ERROR boost::system::system_error
#define ASYNC_TRAIT_FOR_ASIO for_boost_asio
#include <async_trait/detail/asio.h>
#undef ASYNC_TRAIT_FOR_ASIO
#undef ASYNC_TRAIT_ASIO_ERROR
#undef ASYNC_TRAIT_ASIO_HEADER
#undef ASYNC_TRAIT_ASIO
