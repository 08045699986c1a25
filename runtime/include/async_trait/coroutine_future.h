// Dyn futures of a coroutine type that the trait names: `future=TEMPLATE`.
#pragma once

#include <async_trait/call_frame.h>
#include <async_trait/dyn_future.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace async_trait {

/// How a coroutine of type `Coroutine` awaits the future that `make()` returns. Specialise it where
/// the promise refuses what its library does not know.
template <class Coroutine>
struct await_adapter {
  template <class Make>
  static decltype(auto) adapt(Make make) {
    return make();
  }
};

namespace detail {

// GCC takes the frame of a coroutine template for a type that this header declares, and warns where
// the implementer is one of an unnamed namespace.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsubobject-linkage"
#endif

// Its parameters are its own: they live until the coroutine ends.
template <class Future, class Self, class Call, class... Args>
Future await_as(kept_self<Self> kept, std::add_pointer_t<Self> self, Call call, Args... args) {
  const auto make = [&]() -> decltype(auto) {
    return call(kept.self(*self), static_cast<Args&&>(args)...);
  };
  // A cast, as the conversion is the implementer's and no reason for a warning here.
  if constexpr (requires { requires std::is_arithmetic_v<future_result_t<Future>>; })
    co_return static_cast<future_result_t<Future>>(co_await await_adapter<Future>::adapt(make));
  else
    co_return co_await await_adapter<Future>::adapt(make);
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// An argument on its way to a parameter `P`: moved, or copied where its name was const.
template <class P, class A>
constexpr decltype(auto) pass_on(A& argument) {
  if constexpr (std::is_const_v<A> && !std::is_reference_v<P>)
    return P(argument);
  else
    return static_cast<P&&>(argument);
}

template <class Signature>
struct coroutine_call;
template <class Future, class... Params>
struct coroutine_call<Future(Params...)> {
  template <class Self, class Call, class... Args>
  static Future start(Self&& self, Call call, Args&&... args) {
    if constexpr (std::is_lvalue_reference_v<Self> &&
                  std::same_as<decltype(call(self, pass_on<Params>(args)...)), Future>)
      return call(self, pass_on<Params>(args)...);
    else
      return await_as<Future, Self, Call, Params...>(kept_self<Self>(std::forward<Self>(self)),
                                                     std::addressof(self), call,
                                                     pass_on<Params>(args)...);
  }
};

} // namespace detail

/// A call of a method `Future f(Params...)`: `call(self, args...)` itself if a `Future` is what it
/// returns, else a coroutine around it, which keeps the arguments. A coroutine allocates as
/// `Future` does; an exception goes where `Future` takes it.
template <class Signature, class Self, class Call, class... Args>
  requires std::is_function_v<Signature>
auto call_as(Self&& self, Call call, Args&&... args) {
  return detail::coroutine_call<Signature>::start(std::forward<Self>(self), call,
                                                  static_cast<Args&&>(args)...);
}

/// The same where each parameter takes its argument by value.
template <class Future, class Self, class Call, class... Args>
Future call_as(Self&& self, Call call, Args&&... args) {
  return call_as<Future(std::decay_t<Args>...)>(std::forward<Self>(self), call,
                                                static_cast<Args&&>(args)...);
}

/// The future of a consuming method: ends the object after the call. The arguments live as long.
template <class Future, class... Params, class... Args>
Future call_owned(kept_object object, Future (*start)(void*, Params...), Args&&... args) {
  return [](kept_object kept, Future (*call)(void*, Params...), Params... params) -> Future {
    co_return co_await call(kept.get(), static_cast<Params&&>(params)...);
  }(std::move(object), start, static_cast<Args&&>(args)...);
}

} // namespace async_trait
