// Boost.Asio, as the tests' event loop.
#pragma once

#include <async_trait/boost_asio.h>
#include <boost/asio.hpp>

namespace net = boost::asio;

using net_error = boost::system::system_error;
