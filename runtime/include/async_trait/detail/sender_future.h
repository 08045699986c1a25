// A sender as a future.
//
// An operation that was started must not be destroyed before it has completed, and a future may be
// dropped at any time. So the operation lives beside the future, on the heap, and owns itself while
// it runs: one that is dropped is asked to stop, and completes for nobody.
#pragma once

#include <async_trait/detail/execution.h>
#include <async_trait/detail/kept_result.h>
#include <async_trait/detail/single_use.h>

#include <atomic>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

/// Whether a coroutine says what happens when what it awaits was stopped, as the standard's do.
template <class Promise>
concept stoppable = requires(Promise& promise) {
  { promise.unhandled_stopped() } -> std::convertible_to<std::coroutine_handle<>>;
};

/// Who awaits an operation: a coroutine, and what it does when that is stopped.
class stoppable_caller {
public:
  template <class Promise>
  explicit stoppable_caller(std::coroutine_handle<Promise> caller) noexcept
      : caller_(caller), stopped_([](void* frame) noexcept -> std::coroutine_handle<> {
          if constexpr (stoppable<Promise>)
            return std::coroutine_handle<Promise>::from_address(frame)
                .promise()
                .unhandled_stopped();
          else
            end_misuse("a sender was stopped that a coroutine awaits which cannot be: "
                       "see stopped_as_optional, stopped_as_error");
        }) {}

  void resume() const { caller_.resume(); }
  void stop() const { stopped_(caller_.address()).resume(); }

private:
  std::coroutine_handle<> caller_;
  std::coroutine_handle<> (*stopped_)(void* frame) noexcept;
};

/// One operation, as its receiver sees it. What completes it may be another thread.
template <class R>
class sent_call : public kept_result<R> {
public:
  explicit sent_call(stoppable_caller caller) noexcept : caller_(caller) {}
  sent_call(const sent_call&) = delete;
  sent_call& operator=(const sent_call&) = delete;

  auto stop_token() const noexcept { return stop_.get_token(); }

  /// Starts it by `start()`: false if its result is there already.
  template <class Start>
  bool run(std::shared_ptr<sent_call> self, Start start) {
    running_ = std::move(self);
    start();
    phase expected = phase::starting;
    if (phase_.compare_exchange_strong(expected, phase::awaited) || expected == phase::forgotten)
      return true;
    if (!stopped_)
      return false;
    caller_.stop();
    return true;
  }

  /// Nobody awaits it any more.
  void forget() noexcept {
    if (phase_.exchange(phase::forgotten) != phase::completed)
      stop_.request_stop();
  }

  /// Called once, at the end: this may be gone afterwards.
  void complete() noexcept {
    const std::shared_ptr<sent_call> ended_last = std::move(running_);
    if (phase_.exchange(phase::completed) != phase::awaited)
      return;
    if (stopped_)
      caller_.stop();
    else
      caller_.resume();
  }
  void complete_stopped() noexcept {
    stopped_ = true;
    complete();
  }

private:
  enum class phase { starting, awaited, completed, forgotten };

  stoppable_caller caller_;
  execution::inplace_stop_source stop_;
  std::shared_ptr<sent_call> running_; // While it runs.
  std::atomic<phase> phase_ = phase::starting;
  bool stopped_ = false;
};

/// What an operation asks of who awaits it: whether to stop.
struct sent_environment {
  execution::inplace_stop_token query(execution::get_stop_token_t) const noexcept { return token; }

  execution::inplace_stop_token token;
};

template <class R>
class sent_receiver {
public:
  using receiver_concept = execution::receiver_t;

  explicit sent_receiver(sent_call<R>& call) noexcept : call_(&call) {}

  template <class... Values>
  void set_value(Values&&... values) noexcept {
    if constexpr (!std::is_void_v<R>) {
      try {
        call_->set_value(R(std::forward<Values>(values)...));
      } catch (...) {
        call_->set_error(std::current_exception());
      }
    }
    call_->complete();
  }
  template <class Error>
  void set_error(Error&& error) noexcept {
    if constexpr (std::is_same_v<std::decay_t<Error>, std::exception_ptr>)
      call_->set_error(std::forward<Error>(error));
    else if constexpr (std::is_same_v<std::decay_t<Error>, std::error_code>)
      call_->set_error(std::make_exception_ptr(std::system_error(error)));
    else
      call_->set_error(std::make_exception_ptr(std::forward<Error>(error)));
    call_->complete();
  }
  void set_stopped() noexcept { call_->complete_stopped(); }

  sent_environment get_env() const noexcept { return {call_->stop_token()}; }

private:
  sent_call<R>* call_;
};

/// What one completion with these values yields.
template <class... Values>
struct sent_values {
  using type = std::tuple<std::decay_t<Values>...>;
};
template <class Value>
struct sent_values<Value> {
  using type = std::decay_t<Value>;
};
template <>
struct sent_values<> {
  using type = void;
};
template <class... Values>
using sent_values_t = typename sent_values<Values...>::type;

/// What all completions of a sender yield: it has one with values at most.
template <class... Completions>
struct sent_result {
  static_assert(sizeof...(Completions) <= 1,
                "a sender that is awaited may complete with one set of values alone: see "
                "into_variant");
  using type = void;
};
template <class Completion>
struct sent_result<Completion> {
  using type = Completion;
};

template <class Sender>
using sent_result_t = typename execution::value_types_of_t<Sender, sent_environment, sent_values_t,
                                                           sent_result>::type;

/// An operation and what it leaves.
template <class Sender>
class sent_operation : public sent_call<sent_result_t<Sender>> {
  using receiver = sent_receiver<sent_result_t<Sender>>;

public:
  sent_operation(stoppable_caller caller, Sender&& sender)
      : sent_call<sent_result_t<Sender>>(caller),
        operation_(execution::connect(std::move(sender), receiver(*this))) {}

  void start() noexcept { execution::start(operation_); }

private:
  execution::connect_result_t<Sender, receiver> operation_;
};

/// The awaiter of a sender.
template <class Sender>
class [[nodiscard]] sender_future {
public:
  explicit sender_future(Sender&& sender) : sender_(std::move(sender)) {}
  /// Precondition: `other` was not awaited.
  sender_future(sender_future&& other) = default;
  sender_future& operator=(sender_future&&) = delete;
  ~sender_future() {
    if (call_)
      call_->forget();
  }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    const auto call =
        std::make_shared<sent_operation<Sender>>(stoppable_caller(caller), std::move(sender_));
    call_ = call;
    return call->run(call, [&] { call->start(); });
  }
  sent_result_t<Sender> await_resume() {
    const auto call = std::move(call_);
    return call->take();
  }

private:
  Sender sender_;
  std::shared_ptr<sent_operation<Sender>> call_;
};

} // namespace async_trait::detail
