// Futures and senders: those of the standard library where it has them, else those of stdexec,
// whose headers the program has then. So it is not in async_trait.h.
//
// A future that accepts any coroutine is a sender as it is, by the standard, and so is a Dyn
// future: `std::execution::then(dyn.next(), use)`. What is here is for stopping one, and for the
// other direction.
#pragma once

#include <async_trait/detail/execution.h>
#include <async_trait/detail/future_sender.h>
#include <async_trait/detail/sender_future.h>
#include <async_trait/future.h>

#include <utility>

namespace async_trait {

/// A sender that starts `future` when it is started, and completes with its result, a reference as
/// such, or its exception, where the future ends. Where its receiver requests a stop it drops the
/// future and completes as stopped.
///
/// A future is not to be dropped while it runs. So a stop is requested where what the future waits
/// for resumes it, on its thread or strand, and not by the future itself. Allocates a coroutine
/// frame of about the future's size.
template <detail::awaitable Future>
auto as_sender(Future future) {
  return detail::future_sender<Future>(std::move(future));
}

/// For implementers: a sender as a future that any coroutine can await.
///
/// Lazy: it is connected and started when it is awaited, once; until then it can be moved. It
/// yields nothing, a value or a tuple of values, as the sender completes, and throws its error: a
/// `std::error_code` as a `std::system_error`, a `std::exception_ptr` as what it points to, another
/// as it is. Who awaits goes on where the operation completes; any number that complete at once
/// take constant stack.
///
/// Stopped: a coroutine whose promise has `unhandled_stopped()` goes on as that says, as the
/// standard's `as_awaitable` has it. Any other ends the program with a message, and so does every
/// call through a Dyn, which does not know its caller's type: `stopped_as_optional` and
/// `stopped_as_error` make of a stop what a caller is to see.
///
/// Dropped while it is awaited, it requests a stop of the operation, which completes for nobody,
/// then or later, on whatever thread. What the operation refers to must live until then. Allocates
/// the operation: it cannot be in place, as it may outlive the call.
template <detail::execution::sender Sender>
auto as_future(Sender sender) {
  return detail::sender_future<Sender>(std::move(sender));
}

} // namespace async_trait
