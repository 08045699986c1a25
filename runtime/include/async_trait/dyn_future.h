// The future of a call through a Dyn.
#pragma once

#include <async_trait/call_frame.h>
#include <async_trait/detail/single_use.h>
#include <async_trait/memory.h>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail {

template <class Signature, class Policy>
struct start_function;
template <class R, class... Args, class Policy>
struct start_function<R(Args...), Policy> {
  using type = bool(void* self, call_frame<R, Policy>& frame, std::coroutine_handle<> caller,
                    Args&&... args);
};

} // namespace detail

/// The type of a parameter that is declared as `P`: without a const of its own, arrays and
/// functions as pointers.
template <class P>
using argument_t = std::conditional_t<std::is_reference_v<P>, P, std::decay_t<P>>;

/// What a vtable holds for an async method `R f(Args...)`: a pointer to a shim that starts it.
template <class Signature, class Policy = storage::standard>
using start_fn = typename detail::start_function<Signature, Policy>::type*;

/// An object behind a Dyn, and what its futures may allocate from.
struct callee {
  void* object;
  memory* source;
};

/// The object of a consuming method's call: ended with the call.
class kept_object {
public:
  kept_object(void* object, void (*drop)(void* self) noexcept) noexcept
      : object_(object), drop_(drop) {}
  kept_object(kept_object&& other) noexcept
      : object_(std::exchange(other.object_, nullptr)), drop_(other.drop_) {}
  kept_object& operator=(kept_object&&) = delete;
  ~kept_object() {
    if (object_ != nullptr)
      drop_(object_);
  }

  void* get() const noexcept { return object_; }

private:
  void* object_;
  void (*drop_)(void* self) noexcept;
};

template <class Future, class Source>
class future_in;

namespace detail {

/// What `replace` asks of the parts of a future.
template <class... Parts>
concept replaceable = (std::is_nothrow_move_constructible_v<Parts> && ...);

/// Assigns by ending `future` and making it again, as references cannot be assigned. `other` may be
/// `future` itself or be inside of it.
template <class Future>
Future& replace(Future& future, Future&& other) noexcept {
  Future taken(std::move(other));
  std::destroy_at(std::addressof(future));
  return *std::construct_at(std::addressof(future), std::move(taken));
}

} // namespace detail

/// The future of a call of `R f(Args...)` through a Dyn.
///
/// Lazy: it keeps the arguments and does nothing until it is awaited, once; until then it can be
/// moved and assigned; debug builds end the program where it is awaited again or was moved from.
/// Then the implementer's future is made inside it, or where the policy says,
/// and is ended with it. It is used by one thread at a time. A parameter of reference type stays a
/// reference.
template <class Signature, class Policy = storage::standard>
class dyn_future;

template <class R, class... Args, class Policy>
class [[nodiscard]] dyn_future<R(Args...), Policy> {
public:
  using start_function = start_fn<R(Args...), Policy>;

  /// Called by generated code. The arguments are moved in.
  dyn_future(const callee& callee, start_function start, Args... args)
      : arguments_(std::forward<Args>(args)...), start_(start),
        frame_(callee.object, callee.source) {}

  dyn_future(dyn_future&&) = default;
  /// Precondition: neither has been awaited.
  dyn_future& operator=(dyn_future&& other) noexcept
    requires detail::replaceable<Args...>
  {
    return detail::replace(*this, std::move(other));
  }

  /// The same call, with `source` for what does not fit in place: an allocator (copied), or a
  /// memory resource by reference or pointer, which must outlive the future.
  template <class Source>
  auto in(Source&& source) && {
    return future_in<dyn_future, std::remove_cvref_t<decltype(detail::erase_memory(source))>>(
        std::move(*this), detail::erase_memory(source));
  }

  void allocate_from(memory& source) noexcept { frame_.allocate_from(source); }

  // It starts when it is suspended, since only then the caller is known; where the result is there
  // at once, the caller goes on without having left its stack.
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> caller) {
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
      return start_(frame_.live_object(), frame_, caller,
                    static_cast<Args&&>(std::get<Index>(arguments_))...);
    }(std::index_sequence_for<Args...>());
  }
  R await_resume() { return frame_.finish(); }

private:
  [[no_unique_address]] std::tuple<Args...> arguments_; // Ended last: the call may refer to them.
  detail::single_use<std::remove_pointer_t<start_function>>
      start_; // Beside what the frame begins with: neighbours are stored together.
  call_frame<R, Policy> frame_;
};

/// The future of a consuming method's call: owns the object too, and ends it last.
template <class Signature, class Policy = storage::standard>
class consuming_dyn_future;

template <class R, class... Args, class Policy>
class [[nodiscard]] consuming_dyn_future<R(Args...), Policy> {
  using future = dyn_future<R(Args...), Policy>;

public:
  using start_function = typename future::start_function;

  consuming_dyn_future(kept_object object, start_function start, Args... args)
      : object_(std::move(object)),
        future_(callee{object_.get(), &detail::object_memory}, start, std::forward<Args>(args)...) {
  }

  consuming_dyn_future(consuming_dyn_future&&) = default;
  /// Precondition: neither has been awaited.
  consuming_dyn_future& operator=(consuming_dyn_future&& other) noexcept
    requires detail::replaceable<Args...>
  {
    return detail::replace(*this, std::move(other));
  }

  /// See dyn_future::in.
  template <class Source>
  auto in(Source&& source) && {
    return future_in<consuming_dyn_future,
                     std::remove_cvref_t<decltype(detail::erase_memory(source))>>(
        std::move(*this), detail::erase_memory(source));
  }

  void allocate_from(memory& source) noexcept { future_.allocate_from(source); }

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> caller) { return future_.await_suspend(caller); }
  R await_resume() { return future_.await_resume(); }

private:
  kept_object object_;
  future future_;
};

/// A Dyn future with a source of memory of its own: what `dyn_future::in` returns.
template <class Future, class Source>
class [[nodiscard]] future_in {
public:
  future_in(Future&& future, Source&& source)
      : source_(std::move(source)), future_(std::move(future)) {}

  future_in(future_in&&) = default;
  /// Precondition: neither has been awaited.
  future_in& operator=(future_in&& other) noexcept
    requires detail::replaceable<Future, Source>
  {
    return detail::replace(*this, std::move(other));
  }

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> caller) {
    future_.allocate_from(source_);
    return future_.await_suspend(caller);
  }
  decltype(auto) await_resume() { return future_.await_resume(); }

private:
  Source source_;
  Future future_;
};

} // namespace async_trait
