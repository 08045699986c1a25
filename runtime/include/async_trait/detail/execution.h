// Where senders are declared: in the standard library where it has them, else in stdexec, their
// reference implementation, with the same names.
#pragma once

#include <version>

#if defined(__cpp_lib_senders)
#include <execution>
#include <stop_token>

namespace async_trait::detail::execution {
using namespace std::execution;
using std::get_stop_token;
using std::get_stop_token_t;
using std::inplace_stop_source;
using std::inplace_stop_token;
using std::stop_callback_for_t;
using std::stop_token_of_t;
} // namespace async_trait::detail::execution
#else
#include <stdexec/execution.hpp>

namespace async_trait::detail::execution {
using namespace ::stdexec;
} // namespace async_trait::detail::execution
#endif
