// Dyn futures of a coroutine type that the trait names: `future=TEMPLATE`.
#pragma once

#include <async_trait/call_frame.h>
#include <async_trait/dyn_future.h>

#include <concepts>
#include <type_traits>
#include <utility>

namespace async_trait {

namespace detail {

// Its parameters are its own: they live until the coroutine ends.
template <class Future, class Self, class Call, class... Args>
Future await_as(kept_self<Self> kept, std::add_pointer_t<Self> self, Call call, Args... args) {
  co_return co_await call(kept.self(*self), static_cast<Args&&>(args)...);
}

} // namespace detail

/// `call(self, args...)` as a `Future`: itself if that is its type, else a coroutine around it.
/// A coroutine allocates as `Future` does; an exception goes where `Future` takes it.
template <class Future, class Self, class Call, class... Args>
Future call_as(Self&& self, Call call, Args&&... args) {
  if constexpr (std::is_lvalue_reference_v<Self> &&
                std::same_as<decltype(call(self, static_cast<Args&&>(args)...)), Future>)
    return call(self, static_cast<Args&&>(args)...);
  else
    return detail::await_as<Future, Self, Call, std::decay_t<Args>...>(
        detail::kept_self<Self>(std::forward<Self>(self)), std::addressof(self), call,
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
