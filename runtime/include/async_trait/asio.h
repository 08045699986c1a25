// Futures in the coroutines of standalone Asio, which await nothing but what Asio knows. Includes
// Asio, so it is not in async_trait.h.
#pragma once

#include <async_trait/coroutine_future.h>
#include <async_trait/future.h>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/awaitable.hpp>
#include <asio/error.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/post.hpp>
#include <asio/prefer.hpp>
#include <asio/system_error.hpp>
#include <asio/use_awaitable.hpp>

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace async_trait {

namespace detail {

/// What an Asio coroutine makes of a result: it cannot have a reference.
template <class R>
using asio_result_t =
    std::conditional_t<std::is_lvalue_reference_v<R>,
                       std::reference_wrapper<std::remove_reference_t<R>>, std::remove_cvref_t<R>>;

/// One future that an Asio coroutine awaits: runs it, and then has Asio resume that.
template <class R, class Executor>
class asio_call {
  using token = ::asio::use_awaitable_t<Executor>;
  using handler = typename ::asio::async_result<token, void()>::handler_type;
  using working = std::decay_t<decltype(::asio::prefer(
      std::declval<Executor>(), ::asio::execution::outstanding_work.tracked))>;

public:
  asio_call() = default;
  asio_call(const asio_call&) = delete;
  asio_call& operator=(const asio_call&) = delete;

  /// `make()` is the future, made inside the coroutine that awaits it.
  template <class Make>
  void start(Make make, handler resume) {
    working_.emplace(::asio::prefer(::asio::get_associated_executor(resume),
                                    ::asio::execution::outstanding_work.tracked));
    handler_.emplace(std::move(resume));
    if (auto slot = ::asio::get_associated_cancellation_slot(*handler_); slot.is_connected())
      slot.assign([this](::asio::cancellation_type) { cancel(); });
    running_.emplace(run(*this, std::move(make)));
    running_->start();
  }

  R result() {
    if (error_)
      std::rethrow_exception(error_);
    if constexpr (!std::is_void_v<R>)
      return *std::move(result_);
  }

private:
  /// A coroutine that its call owns, and that tells it when it is suspended for good.
  class running {
  public:
    struct promise_type {
      template <class Make>
      promise_type(asio_call& owner, const Make&) noexcept : call(&owner) {}

      running get_return_object() noexcept {
        return running(std::coroutine_handle<promise_type>::from_promise(*this));
      }
      std::suspend_always initial_suspend() const noexcept { return {}; }
      struct tells {
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<promise_type> ended) const noexcept {
          ended.promise().call->finish();
        }
        void await_resume() const noexcept {}
      };
      tells final_suspend() const noexcept { return {}; }
      void return_void() const noexcept {}
      void unhandled_exception() noexcept { call->error_ = std::current_exception(); }

      asio_call* call;
    };

    running(running&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
    running& operator=(running&&) = delete;
    ~running() {
      if (coroutine_)
        coroutine_.destroy();
    }

    void start() { coroutine_.resume(); }

  private:
    explicit running(std::coroutine_handle<promise_type> coroutine) noexcept
        : coroutine_(coroutine) {}

    std::coroutine_handle<promise_type> coroutine_;
  };

  template <class Make>
  static running run(asio_call& call, Make make) {
    if constexpr (std::is_void_v<R>)
      co_await make();
    else
      call.result_.emplace(co_await make());
  }

  /// Once: the coroutine goes on where its executor says, and may end this at any moment.
  void finish() noexcept {
    const std::optional<working> until_posted = std::exchange(working_, std::nullopt);
    handler resume = *std::exchange(handler_, std::nullopt);
    ::asio::post(std::move(resume));
  }

  void cancel() {
    if (!handler_)
      return;
    running_.reset();
    error_ = std::make_exception_ptr(::asio::system_error(::asio::error::operation_aborted));
    finish();
  }

  std::optional<working> working_;
  std::optional<handler> handler_;
  std::exception_ptr error_;
  [[no_unique_address]] std::conditional_t<std::is_void_v<R>, std::monostate, std::optional<R>>
      result_;
  std::optional<running> running_; // Ended first.
};

template <class T>
inline constexpr bool is_asio_awaitable = false;
template <class R, class Executor>
inline constexpr bool is_asio_awaitable<::asio::awaitable<R, Executor>> = true;

/// Awaits what `make()` returns; `make` is called once.
template <class Executor, class Make>
auto await_in_asio(Make make)
    -> ::asio::awaitable<asio_result_t<future_result_t<std::invoke_result_t<Make&>>>, Executor> {
  using result = asio_result_t<future_result_t<std::invoke_result_t<Make&>>>;
  asio_call<result, Executor> call;
  co_await ::asio::async_initiate<const ::asio::use_awaitable_t<Executor>, void()>(
      [&call, &make](auto resume) { call.start(std::ref(make), std::move(resume)); },
      ::asio::use_awaitable_t<Executor>());
  co_return call.result();
}

} // namespace detail

/// `co_await async_trait::as_awaitable(dyn.next())` in an `asio::awaitable`: the future starts when
/// the coroutine awaits it, and when it ends the coroutine goes on, by `asio::post`, on its own
/// executor, which has work until then. An exception is thrown there; a reference comes as a
/// `std::reference_wrapper`, since Asio has none. Cancelling the coroutine
/// drops the future, so the two must happen on one executor, and throws
/// `asio::error::operation_aborted`. Allocates a coroutine frame of Asio's and another of about the
/// future's size.
template <class Future, class Executor = ::asio::any_io_executor>
::asio::awaitable<detail::asio_result_t<future_result_t<Future>>, Executor>
as_awaitable(Future future) {
  return detail::await_in_asio<Executor>(
      [kept = std::move(future)]() mutable -> Future&& { return std::move(kept); });
}

/// With `future=asio::awaitable` implementers may return what Asio does not know, too.
template <class R, class Executor>
struct await_adapter<::asio::awaitable<R, Executor>> {
  template <class Make>
  static auto adapt(Make make) {
    if constexpr (detail::is_asio_awaitable<std::invoke_result_t<Make&>>)
      return make();
    else
      return detail::await_in_asio<Executor>(std::move(make));
  }
};

} // namespace async_trait
