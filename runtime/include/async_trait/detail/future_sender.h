// A future as a sender that can be stopped.
#pragma once

#include <async_trait/detail/execution.h>
#include <async_trait/detail/kept_result.h>
#include <async_trait/detail/owned_run.h>
#include <async_trait/future.h>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace async_trait::detail {

template <class Future, class Receiver>
class future_operation : public kept_result<value_result_t<future_result_t<Future>>> {
  using result = future_result_t<Future>;

public:
  using operation_state_concept = execution::operation_state_t;

  future_operation(Future&& future, Receiver&& receiver)
      : future_(std::move(future)), receiver_(std::move(receiver)) {}
  future_operation(const future_operation&) = delete;
  future_operation& operator=(const future_operation&) = delete;

  void start() noexcept {
    const auto token = execution::get_stop_token(execution::get_env(receiver_));
    if (token.stop_requested())
      return execution::set_stopped(std::move(receiver_));
    try {
      run_.emplace(run_for(*this, moved_in(std::move(future_))));
      on_stop_.emplace(token, stop{this});
    } catch (...) {
      this->set_error(std::current_exception());
      return finish();
    }
    run_->start();
  }

  /// The last that is done here: the receiver may end this.
  void finish() noexcept {
    on_stop_.reset();
    try {
      if constexpr (std::is_void_v<result>) {
        this->take();
        execution::set_value(std::move(receiver_));
      } else {
        // Named first: whatever it refers to, it is not in here any more.
        value_result_t<result> taken = this->take();
        execution::set_value(std::move(receiver_), static_cast<result&&>(taken));
      }
    } catch (...) {
      execution::set_error(std::move(receiver_), std::current_exception());
    }
  }

private:
  struct stop {
    future_operation* operation;
    void operator()() noexcept { operation->drop(); }
  };

  void drop() noexcept {
    run_.reset();
    execution::set_stopped(std::move(receiver_));
  }

  using token_type = execution::stop_token_of_t<execution::env_of_t<Receiver>>;

  Future future_;
  Receiver receiver_;
  std::optional<execution::stop_callback_for_t<token_type, stop>> on_stop_;
  std::optional<owned_run<future_operation>> run_; // Ended first.
};

template <class R>
struct value_signature {
  using type = execution::set_value_t(R);
};
template <>
struct value_signature<void> {
  using type = execution::set_value_t();
};

template <class Future>
class [[nodiscard]] future_sender {
public:
  using sender_concept = execution::sender_t;

  explicit future_sender(Future&& future) : future_(std::move(future)) {}

  template <class Self, class... Env>
  static consteval auto get_completion_signatures() noexcept {
    return execution::completion_signatures<typename value_signature<future_result_t<Future>>::type,
                                            execution::set_error_t(std::exception_ptr),
                                            execution::set_stopped_t()>();
  }

  template <class Receiver>
  future_operation<Future, Receiver> connect(Receiver receiver) && {
    return {std::move(future_), std::move(receiver)};
  }

private:
  Future future_;
};

} // namespace async_trait::detail
