// Futures and the promises of KJ. Includes KJ, so it is not in async_trait.h.
#pragma once

#include <async_trait/detail/detached_call.h>
#include <async_trait/detail/kept_result.h>
#include <async_trait/detail/owned_run.h>
#include <async_trait/future.h>

#include <kj/async.h>
#include <kj/exception.h>

#include <coroutine>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail {

/// One future in a promise: what KJ calls an adapter.
template <class R, class Future>
class promised_call {
public:
  promised_call(kj::PromiseFulfiller<R>& fulfiller, Future&& future)
      : fulfiller_(fulfiller), run_(run_for(*this, moved_in(std::move(future)))) {
    run_.start();
  }
  promised_call(const promised_call&) = delete;
  promised_call& operator=(const promised_call&) = delete;

  template <class Result>
  void set_value(Result&& result) {
    fulfiller_.fulfill(R(std::forward<Result>(result)));
  }
  void set_error(const std::exception_ptr& error) noexcept {
    fulfiller_.rejectIfThrows([&] { std::rethrow_exception(error); });
  }
  void finish() noexcept {
    if constexpr (std::is_void_v<R>)
      fulfiller_.fulfill(); // Nothing to one that was rejected.
  }

private:
  kj::PromiseFulfiller<R>& fulfiller_;
  owned_run<promised_call> run_;
};

/// As KJ throws it.
inline std::exception_ptr thrown(kj::Exception&& exception) {
  try {
    kj::throwFatalException(kj::mv(exception));
  } catch (...) {
    return std::current_exception();
  }
}

/// The awaiter of a promise.
template <class R>
class [[nodiscard]] promise_future {
  using state = detached_call<R>;

public:
  explicit promise_future(kj::Promise<R>&& promise) : promise_(kj::mv(promise)) {}
  /// Precondition: `other` was not awaited.
  promise_future(promise_future&& other) = default;
  promise_future& operator=(promise_future&&) = delete;
  ~promise_future() noexcept = default;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) {
    const auto call = call_.begin(caller);
    running_ = promise_
                   .then(keep_result(call),
                         [call](kj::Exception&& exception) {
                           call->set_error(thrown(kj::mv(exception)));
                           finish_later(call);
                         })
                   .eagerlyEvaluate(nullptr);
  }
  R await_resume() { return call_.take(); }

private:
  static auto keep_result(const std::shared_ptr<state>& call) {
    if constexpr (std::is_void_v<R>)
      return [call] { finish_later(call); };
    else
      return [call](R&& result) {
        call->set_value(kj::mv(result));
        finish_later(call);
      };
  }

  // Who awaits ends this when it goes on, and KJ ends a program whose promises are ended by their
  // own callbacks. So it goes on from an event of its own, which belongs to the loop.
  static void finish_later(const std::shared_ptr<state>& call) {
    kj::evalLater([call] { call->finish(); }).detach([](kj::Exception&& exception) {
      kj::throwFatalException(kj::mv(exception));
    });
  }

  kj::Promise<R> promise_;
  call_waiter<state> call_;
  kj::Promise<void> running_ = nullptr; // Ended first.
};

} // namespace detail

/// A promise of what `future` yields, for KJ's `then` and `wait`, and its coroutines where it has
/// some.
///
/// The future starts at once, as what KJ promises does, and runs on this thread's event loop: what
/// it waits for must resume it on this thread. Dropping the promise drops the future. An exception
/// breaks the promise: a `kj::Exception` as it is, another as one with its message, as KJ has it; a
/// reference comes as a `std::reference_wrapper`. Allocates the promise, and a coroutine frame of
/// about the future's size.
template <class Future>
auto as_promise(Future future) {
  using result = detail::value_result_t<future_result_t<Future>>;
  return kj::newAdaptedPromise<result, detail::promised_call<result, Future>>(std::move(future));
}

/// For implementers: a promise as a future that any coroutine can await, on the thread of the event
/// loop that the promise belongs to.
///
/// It is as lazy as the promise is; until it is awaited, once, it can be moved. Who awaits goes on
/// from an event of its own after the promise is resolved; where it is broken a `kj::Exception` is
/// thrown. Dropping the future drops the promise at once. It must not outlive the event loop, nor
/// be dropped by a callback of the promise itself, as is KJ's rule. Allocates its state, and
/// what KJ does.
///
/// No `operator co_await` in KJ's namespace, which would save saying this: newer KJ has its own.
template <class R>
auto as_future(kj::Promise<R> promise) {
  return detail::promise_future<R>(kj::mv(promise));
}

} // namespace async_trait
