// QCoro's tasks as futures. Includes QCoro, so it is not in async_trait.h.
//
// The other direction needs nothing: a QCoro::Task awaits Dyn futures as they are.
#pragma once

#include <async_trait/call_frame.h>
#include <async_trait/coroutine_future.h>
#include <async_trait/detail/detached_call.h>

#include <qcoro/qcorotask.h>

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail {

template <class R>
QCoro::Task<> run_task(std::shared_ptr<detached_call<R>> call, QCoro::Task<R> task) {
  try {
    if constexpr (std::is_void_v<R>)
      co_await task;
    else
      call->set_value(co_await task);
  } catch (...) {
    call->set_error(std::current_exception());
  }
  call->finish();
}

/// The awaiter of a task that goes on when nobody awaits it any more.
template <class R>
class [[nodiscard]] detached_task {
public:
  explicit detached_task(QCoro::Task<R> task) noexcept : task_(std::move(task)) {}
  detached_task(detached_task&&) = default;
  detached_task& operator=(detached_task&&) = delete;
  ~detached_task() = default;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) {
    run_task<R>(call_.begin(caller), std::move(task_));
  }
  R await_resume() { return call_.take(); }

private:
  QCoro::Task<R> task_;
  call_waiter<detached_call<R>> call_;
};

/// A future whose `operator co_await` is one of rvalues alone, as it is awaited once: QCoro asks
/// for one of lvalues, or for these three functions. GCC 12 moves it, as QCoro hands on a
/// reference.
template <class F>
class awaited_in_qcoro {
public:
  explicit awaited_in_qcoro(F&& future) : future_(std::move(future)) {}
  /// Precondition: `other` was not awaited.
  awaited_in_qcoro(awaited_in_qcoro&& other) : future_(std::move(other.future_)) {}
  awaited_in_qcoro& operator=(awaited_in_qcoro&&) = delete;
  ~awaited_in_qcoro() = default;

  bool await_ready() {
    awaited_.emplace([this] { return F(std::move(future_)); });
    return static_cast<bool>(awaited_->awaiter().await_ready());
  }
  auto await_suspend(std::coroutine_handle<> caller) {
    return awaited_->awaiter().await_suspend(caller);
  }
  decltype(auto) await_resume() { return awaited_->awaiter().await_resume(); }

private:
  F future_;
  std::optional<awaited<F>> awaited_;
};

} // namespace detail

/// With `future=QCoro::Task` implementers may return what QCoro refuses, too, as async_trait::task.
template <class R>
struct await_adapter<QCoro::Task<R>> {
  template <class Make>
  static decltype(auto) adapt(Make make) {
    using future = std::invoke_result_t<Make&>;
    if constexpr (QCoro::Awaitable<future>)
      return make();
    else
      return detail::awaited_in_qcoro<future>(make());
  }
};

/// For implementers: a task as a future that may be dropped while it is awaited, and so the result
/// of a method of a trait without `future=QCoro::Task`.
///
/// A task begins when it is made, and nothing but itself ends it. Without this one whose caller is
/// gone would resume it nevertheless; with this it goes on to its end and is forgotten, so what it
/// refers to must live until then, its object too. Used on the thread of the task's event loop.
/// Allocates its state, and a coroutine frame of QCoro's.
template <class R>
auto as_future(QCoro::Task<R> task) {
  return detail::detached_task<R>(std::move(task));
}

} // namespace async_trait
