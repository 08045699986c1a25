// A stop request for any future: it is dropped then, which is how a call is cancelled, whatever is
// behind it.
#pragma once

#include <async_trait/detail/kept_result.h>
#include <async_trait/detail/owned_run.h>
#include <async_trait/future.h>

#include <atomic>
#include <coroutine>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace async_trait {

/// What `until_stopped` returns.
template <class Future>
class [[nodiscard]] stoppable_future
    : detail::kept_result<detail::value_result_t<future_result_t<Future>>> {
  using value = detail::value_result_t<future_result_t<Future>>;
  using run = detail::owned_run<stoppable_future>;

public:
  stoppable_future(Future future, std::stop_token token)
      : future_(std::move(future)), token_(std::move(token)) {}
  /// Precondition: `other` was not awaited.
  stoppable_future(stoppable_future&& other)
      : future_(std::move(other.future_)), token_(std::move(other.token_)) {}
  stoppable_future& operator=(stoppable_future&&) = delete;

  bool await_ready() const noexcept { return token_.stop_requested(); }

  bool await_suspend(std::coroutine_handle<> caller) {
    caller_ = caller;
    run_.emplace(detail::run_for(*this, [this]() -> Future&& { return std::move(future_); }));
    run_->start();
    // Who asked for a stop meanwhile is heard now.
    if (step_ == step::starts)
      stop_.emplace(token_, stopper{this});
    return step_.exchange(step::suspended) == step::starts;
  }

  /// The result, or nothing (of void: whether it ended) after a stop.
  auto await_resume() {
    if constexpr (std::is_void_v<value>) {
      if (has_ended_)
        this->take();
      return has_ended_;
    } else {
      return has_ended_ ? std::optional<value>(this->take()) : std::nullopt;
    }
  }

private:
  template <class Owner>
  friend class detail::owned_run;
  template <class Owner, class Make>
  friend detail::owned_run<Owner> detail::run_for(Owner& owner, Make make);

  enum class step : unsigned char { starts, suspended, over };

  struct stopper {
    stoppable_future* call;
    void operator()() const {
      call->run_.reset();
      call->go_on();
    }
  };

  void finish() {
    has_ended_ = true;
    go_on();
  }

  /// Resumes the caller, if that is suspended; then this may be gone.
  void go_on() {
    if (step_.exchange(step::over) == step::suspended)
      caller_.resume();
  }

  Future future_;
  std::stop_token token_;
  std::coroutine_handle<> caller_;
  std::atomic<step> step_ = step::starts;
  bool has_ended_ = false;
  std::optional<std::stop_callback<stopper>> stop_;
  std::optional<run> run_; // Ended first.
};

/// `co_await until_stopped(dyn.next(), token)`: awaits the future until a stop is requested. Yields
/// what it yields as a std::optional, which is empty after a stop; of a future of void, whether it
/// ended. A reference comes as a `std::reference_wrapper`. An exception passes through.
///
/// A stop drops the future, so that the implementer's own destructors cancel what it waits for, and
/// resumes the caller, both inside of the request; where it comes before, the future never starts.
/// As with every drop, the request is made where the future would be resumed, or while nothing of
/// it runs, and not by what the future runs itself once it has been suspended. An implementer that
/// would rather end by itself takes the std::stop_token as a parameter. Allocates a coroutine frame
/// of about the future's size.
template <class Future>
  requires(!std::is_reference_v<Future>)
stoppable_future<Future> until_stopped(Future&& future, std::stop_token token) {
  return stoppable_future<Future>(std::move(future), std::move(token));
}

} // namespace async_trait
