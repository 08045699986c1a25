// Futures and the coroutines of Asio, which await nothing but what Asio knows: what asio.h and
// boost_asio.h have in common, as the two libraries are one, in two namespaces. They say which by
// macros and each includes this once:
//
//   ASYNC_TRAIT_ASIO               the library's namespace
//   ASYNC_TRAIT_ASIO_HEADER(name)  how its header `name` is included
//   ASYNC_TRAIT_ASIO_ERROR         what it throws
//   ASYNC_TRAIT_FOR_ASIO           the namespace of what is declared here
//
// That namespace is an inline one: both may be in one program, and where one is included its name
// need not be said.
#include <async_trait/coroutine_future.h>
#include <async_trait/detail/detached_call.h>
#include <async_trait/detail/kept_result.h>
#include <async_trait/detail/owned_run.h>
#include <async_trait/future.h>

#include ASYNC_TRAIT_ASIO_HEADER(any_io_executor.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(associated_cancellation_slot.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(associated_executor.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(async_result.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(awaitable.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(bind_cancellation_slot.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(cancellation_signal.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(co_spawn.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(error.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(execution.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(post.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(prefer.hpp)
#include ASYNC_TRAIT_ASIO_HEADER(use_awaitable.hpp)

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail::ASYNC_TRAIT_FOR_ASIO {

namespace asio = ::ASYNC_TRAIT_ASIO;

/// One future that an Asio coroutine awaits: runs it, and then has Asio resume that.
template <class R, class Executor>
class asio_call : public kept_result<R> {
  using token = asio::use_awaitable_t<Executor>;
  using handler = typename asio::async_result<token, void()>::handler_type;
  using working = std::decay_t<decltype(asio::prefer(std::declval<Executor>(),
                                                     asio::execution::outstanding_work.tracked))>;

public:
  asio_call() = default;
  asio_call(const asio_call&) = delete;
  asio_call& operator=(const asio_call&) = delete;

  /// `make()` is the future, made inside the coroutine that awaits it.
  template <class Make>
  void start(Make make, handler resume) {
    working_.emplace(asio::prefer(asio::get_associated_executor(resume),
                                  asio::execution::outstanding_work.tracked));
    handler_.emplace(std::move(resume));
    if (auto slot = asio::get_associated_cancellation_slot(*handler_); slot.is_connected())
      slot.assign([this](asio::cancellation_type) { cancel(); });
    running_.emplace(run_for(*this, std::move(make)));
    running_->start();
  }

  /// Once: the coroutine goes on where its executor says, and may end this at any moment.
  void finish() noexcept {
    const std::optional<working> until_posted = std::exchange(working_, std::nullopt);
    handler resume = *std::exchange(handler_, std::nullopt);
    asio::post(std::move(resume));
  }

private:
  void cancel() {
    if (!handler_)
      return;
    running_.reset();
    this->set_error(
        std::make_exception_ptr(::ASYNC_TRAIT_ASIO_ERROR(asio::error::operation_aborted)));
    finish();
  }

  std::optional<working> working_;
  std::optional<handler> handler_;
  std::optional<owned_run<asio_call>> running_; // Ended first.
};

template <class T>
inline constexpr bool is_asio_awaitable = false;
template <class R, class Executor>
inline constexpr bool is_asio_awaitable<asio::awaitable<R, Executor>> = true;

/// Awaits what `make()` returns; `make` is called once.
template <class Executor, class Make>
auto await_in_asio(Make make)
    -> asio::awaitable<value_result_t<future_result_t<std::invoke_result_t<Make&>>>, Executor> {
  using result = value_result_t<future_result_t<std::invoke_result_t<Make&>>>;
  asio_call<result, Executor> call;
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
      [&call, &make](auto resume) { call.start(std::move(make), std::move(resume)); },
      asio::use_awaitable_t<Executor>());
  co_return call.take();
}

/// One coroutine of Asio that is awaited by something else.
template <class R>
struct spawned : detached_call<R> {
  using detached_call<R>::detached_call;

  asio::cancellation_signal cancel;
  bool is_running = false;
};

/// What Asio calls at the end of the coroutine. It is dropped instead where Asio's context ends
/// first, and with it all that a cancellation would reach.
template <class R>
class end_of_spawned {
public:
  explicit end_of_spawned(std::shared_ptr<spawned<R>> call) noexcept : call_(std::move(call)) {}
  end_of_spawned(end_of_spawned&&) = default;
  end_of_spawned& operator=(end_of_spawned&&) = delete;
  ~end_of_spawned() {
    if (call_)
      call_->is_running = false;
  }

  void operator()(std::exception_ptr error) {
    const std::shared_ptr<spawned<R>> call = std::move(call_);
    call->is_running = false;
    call->set_error(std::move(error));
    call->finish();
  }

private:
  std::shared_ptr<spawned<R>> call_;
};

/// With its result in `call`: so Asio need not have one to hand on where the coroutine throws.
template <class R, class Executor>
asio::awaitable<void, Executor> run_spawned(std::shared_ptr<spawned<R>> call,
                                            asio::awaitable<R, Executor> coroutine) {
  if (!call->is_awaited()) // Asio 1.22 sees to it itself, that of Boost 1.81 does not.
    co_return;
  if constexpr (std::is_void_v<R>)
    co_await std::move(coroutine);
  else
    call->set_value(co_await std::move(coroutine));
}

/// The awaiter of an Asio coroutine.
template <class R, class Executor>
class [[nodiscard]] spawned_future {
public:
  spawned_future(Executor executor, asio::awaitable<R, Executor> coroutine) noexcept
      : executor_(std::move(executor)), coroutine_(std::move(coroutine)) {}
  /// Precondition: `other` was not awaited.
  spawned_future(spawned_future&& other) = default;
  spawned_future& operator=(spawned_future&&) = delete;
  ~spawned_future() {
    if (const auto call = call_.forget(); call && call->is_running)
      call->cancel.emit(asio::cancellation_type::terminal);
  }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) {
    const auto call = call_.begin(caller);
    call->is_running = true;
    // Once that is started this may be gone.
    asio::co_spawn(executor_, run_spawned<R, Executor>(call, std::move(coroutine_)),
                   asio::bind_cancellation_slot(call->cancel.slot(), end_of_spawned<R>(call)));
  }
  R await_resume() { return call_.take(); }

private:
  Executor executor_;
  asio::awaitable<R, Executor> coroutine_;
  call_waiter<spawned<R>> call_;
};

} // namespace detail::ASYNC_TRAIT_FOR_ASIO

inline namespace ASYNC_TRAIT_FOR_ASIO {

/// `co_await async_trait::as_awaitable(dyn.next())` in an `asio::awaitable`: the future starts when
/// the coroutine awaits it, and when it ends the coroutine goes on, by `asio::post`, on its own
/// executor, which has work until then. An exception is thrown there; a reference comes as a
/// `std::reference_wrapper`, since Asio has none. Cancelling the coroutine
/// drops the future, so the two must happen on one executor, and throws
/// `asio::error::operation_aborted`. A context that ends does not end a coroutine whose future
/// never does. Allocates a coroutine frame of Asio's and another of about the future's size.
template <class Future, class Executor = ::ASYNC_TRAIT_ASIO::any_io_executor>
::ASYNC_TRAIT_ASIO::awaitable<detail::value_result_t<future_result_t<Future>>, Executor>
as_awaitable(Future future) {
  return detail::ASYNC_TRAIT_FOR_ASIO::await_in_asio<Executor>(detail::moved_in(std::move(future)));
}

/// For implementers: an `asio::awaitable` as a future that any coroutine can await, and so the
/// result of a method of a trait without `future=asio::awaitable`.
///
/// Lazy: nothing happens until it is awaited, once; until then it can be moved. Then the coroutine
/// is started by `asio::co_spawn` on `executor`, and when it ends, whoever awaits goes on there,
/// with its result or its exception.
///
/// Dropped while it is awaited, it emits a terminal cancellation to the coroutine and forgets it:
/// the coroutine ends when Asio has aborted what it waits for, its result is lost and nobody is
/// resumed; one that did not begin yet never will. As an Asio coroutine cannot be destroyed from
/// outside, what it refers to must live until it has ended, its object too: a coroutine that is a
/// member and uses its object after a wait keeps that alive, by a `std::shared_ptr`, or is awaited
/// to its end.
///
/// It is dropped where `executor` runs what it is given, on its strand for one, or while that runs
/// nothing; it may outlive the context, and then never ends. Allocates its state, and what
/// `co_spawn` does.
template <class R, class Executor>
auto as_future(std::type_identity_t<Executor> executor,
               ::ASYNC_TRAIT_ASIO::awaitable<R, Executor> coroutine) {
  return detail::ASYNC_TRAIT_FOR_ASIO::spawned_future<R, Executor>(std::move(executor),
                                                                   std::move(coroutine));
}

} // namespace ASYNC_TRAIT_FOR_ASIO

/// With `future=asio::awaitable` implementers may return what Asio does not know, too.
template <class R, class Executor>
struct await_adapter<::ASYNC_TRAIT_ASIO::awaitable<R, Executor>> {
  template <class Make>
  static auto adapt(Make make) {
    if constexpr (detail::ASYNC_TRAIT_FOR_ASIO::is_asio_awaitable<std::invoke_result_t<Make&>>)
      return make();
    else
      return detail::ASYNC_TRAIT_FOR_ASIO::await_in_asio<Executor>(std::move(make));
  }
};

} // namespace async_trait
