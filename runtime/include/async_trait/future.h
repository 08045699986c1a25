// What counts as a future, and what it yields.
#pragma once

#include <async_trait/detail/version.h>

#include <concepts>
#include <coroutine>
#include <type_traits>
#include <utility>

namespace async_trait {

/// Stands for "whichever" where a trait's concept takes an associated type.
struct any {};

namespace detail {

template <class F>
concept member_co_await = requires(F&& future) { static_cast<F&&>(future).operator co_await(); };

template <class F>
concept free_co_await = requires(F&& future) { operator co_await(static_cast<F&&>(future)); };

/// What `co_await future` would call its three functions on.
template <class F>
constexpr decltype(auto) get_awaiter(F&& future) {
  if constexpr (member_co_await<F>) {
    return static_cast<F&&>(future).operator co_await();
  } else if constexpr (free_co_await<F>) {
    return operator co_await(static_cast<F&&>(future));
  } else {
    return static_cast<F&&>(future);
  }
}

// await_suspend is not asked for: it may accept one kind of coroutine alone.
template <class A>
concept awaiter = requires(A& awaiter) {
  static_cast<bool>(awaiter.await_ready());
  awaiter.await_resume();
};

template <class F>
using awaiter_t = decltype(get_awaiter(std::declval<F>()));

template <class F>
concept awaitable = !std::is_void_v<F> && requires { requires awaiter<awaiter_t<F>>; };

/// Whether a `To` made from a `From` would refer to a temporary: `const X&` from an `X`.
template <class From, class To>
inline constexpr bool dangles =
    std::is_reference_v<To> &&
    !(std::is_reference_v<From> &&
      std::is_convertible_v<std::remove_reference_t<From>*, std::remove_reference_t<To>*>) &&
    !(std::is_class_v<std::remove_cvref_t<From>> &&
      std::is_convertible_v<From, std::remove_cvref_t<To>&>);

} // namespace detail

/// Whether a result of type `From` serves where `To` is promised: the same type, or one that
/// converts without leaving a reference to a temporary; `void` for `void` alone.
template <class From, class To>
concept yields =
    std::is_same_v<From, To> ||
    (!std::is_void_v<To> && std::is_convertible_v<From, To> && !detail::dangles<From, To>);

/// An argument for a parameter that is a `P`, in concepts alone: nothing is moved into it, so
/// whether that may throw does not count.
template <class P>
P prvalue() noexcept;

/// The result of what a Dyn type declares in place of a method that it cannot have.
struct not_on_dyn {};

/// Whether the associated type `Found` is the one that was asked for, or any was.
template <class Found, class Wanted>
concept matches = std::is_same_v<Wanted, any> || std::is_same_v<Found, Wanted>;

/// Whether an `XImpl<T>` was specialised.
template <class Impl>
concept implemented = requires { sizeof(Impl); };

/// Whether one of the overloads that an `XImpl<T>` has takes exactly `Ps`, for requires
/// expressions: `parameters<Ps...>::fit(&XImpl<T>::f)`.
template <class... Ps>
struct parameters {
  template <class R>
  static void fit(R (*function)(Ps...));
};

/// What `co_await` of an `F` yields.
template <detail::awaitable F>
using future_result_t = decltype(std::declval<detail::awaiter_t<F>&>().await_resume());

/// An awaitable whose result converts to `R`: an awaiter, or a type with a member or free
/// `operator co_await`.
template <class F, class R>
concept future = detail::awaitable<F> && yields<future_result_t<F>, R>;

} // namespace async_trait
