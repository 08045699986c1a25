// Awaiting what cannot be destroyed: a coroutine that belongs to its library, not to who awaits it.
#pragma once

#include <async_trait/detail/kept_result.h>

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace async_trait::detail {

/// What the two have in common, and own both, as either may be gone first.
template <class R>
class detached_call : public kept_result<R> {
public:
  explicit detached_call(std::coroutine_handle<> caller) noexcept : caller_(caller) {}

  /// Whether somebody still awaits it.
  bool is_awaited() const noexcept { return caller_ != nullptr; }
  void forget() noexcept { caller_ = nullptr; }

  /// Resumes who awaits it. Precondition: the result is set.
  void finish() {
    if (caller_)
      caller_.resume();
  }

private:
  std::coroutine_handle<> caller_;
};

/// The half of who awaits: forgets the call when it is dropped.
template <class Call>
class call_waiter {
public:
  call_waiter() = default;
  call_waiter(call_waiter&&) = default;
  call_waiter& operator=(call_waiter&&) = delete;
  ~call_waiter() { forget(); }

  /// Called when it is awaited.
  std::shared_ptr<Call> begin(std::coroutine_handle<> caller) {
    call_ = std::make_shared<Call>(caller);
    return call_;
  }

  /// The call, if there is one, which resumes nobody from now on.
  std::shared_ptr<Call> forget() noexcept {
    if (call_)
      call_->forget();
    return std::move(call_);
  }

  /// Its result, or its exception. Precondition: it has one.
  decltype(auto) take() {
    const std::shared_ptr<Call> call = std::move(call_);
    return call->take();
  }

private:
  std::shared_ptr<Call> call_;
};

} // namespace async_trait::detail
