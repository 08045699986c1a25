// Calls on their way through a decorator, as generated `XDecorated` classes make them.
//
// A *decorator* is a function object that is called with each call of a trait's async methods,
// whatever the trait: it may look at the call, make it, make it again or do without it, and returns
// a future of the same result. Tower's layers (Rust) are the model.
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace async_trait {

/// `{"demo::AsyncIter", "next"}`
struct method_name {
  std::string_view trait;
  std::string_view method;
};

/// Whether a call's receiver is used up by it.
enum class receiver : unsigned char { kept, consumed };

namespace detail {

/// Whether an argument that is kept as a `P` can be passed on more than once.
template <class P>
concept repeatable_argument =
    std::is_lvalue_reference_v<P> || (!std::is_reference_v<P> && std::copy_constructible<P>);

} // namespace detail

/// A call of a method `R f(Args...)` of an object that stands behind a decorator. It refers to the
/// object, which must outlive the call's future, and keeps the arguments as a future of Dyn does:
/// those by value inside, references as they are. Moving it moves these.
template <class Signature, class Object, class Function, receiver Receiver>
class decorated_call;

template <class R, class... Args, class Object, class Function, receiver Receiver>
class decorated_call<R(Args...), Object, Function, Receiver> {
public:
  using result_type = R;

  /// Whether it can be made several times: its arguments can be copied, and the object remains.
  static constexpr bool is_repeatable =
      Receiver == receiver::kept && (detail::repeatable_argument<Args> && ...);

  /// Called by `decorate`. Allocates and throws what moving the arguments does.
  template <class... Given>
  decorated_call(method_name name, Object&& object, Function function, Given&&... given)
      : name_(name), object_(std::forward<Object>(object)), function_(function),
        arguments_(std::forward<Given>(given)...) {}

  std::string_view trait() const noexcept { return name_.trait; }
  std::string_view method() const noexcept { return name_.method; }
  const std::tuple<Args...>& arguments() const noexcept { return arguments_; }

  /// Makes the call, once: returns the object's future or, of a synchronous method, the result.
  decltype(auto) operator()() && {
    return apply([&](Args&... arguments) -> decltype(auto) {
      return function_(object_, static_cast<Args&&>(arguments)...);
    });
  }

  /// The same with copies of the arguments.
  decltype(auto) operator()() &
    requires is_repeatable
  {
    return apply([&](Args&... arguments) -> decltype(auto) {
      return function_(object_, static_cast<Args>(arguments)...);
    });
  }

private:
  template <class F>
  decltype(auto) apply(F f) {
    return std::apply(f, arguments_);
  }

  method_name name_;
  Object object_;
  [[no_unique_address]] Function function_;
  [[no_unique_address]] std::tuple<Args...> arguments_;
};

/// Calls `decorator` with a call of an async method; returns its future.
template <class Signature, receiver Receiver = receiver::kept, class Decorator, class Object,
          class Function, class... Given>
decltype(auto) decorate(const Decorator& decorator, method_name name, Object&& object,
                        Function function, Given&&... given) {
  return decorator(decorated_call<Signature, Object, Function, Receiver>(
      name, std::forward<Object>(object), function, std::forward<Given>(given)...));
}

/// Calls `decorator.sync` with a call of a synchronous method; returns its result. A decorator
/// without a `sync` leaves such calls alone.
template <class Signature, receiver Receiver = receiver::kept, class Decorator, class Object,
          class Function, class... Given>
auto decorate_sync(const Decorator& decorator, method_name name, Object&& object, Function function,
                   Given&&... given) ->
    typename decorated_call<Signature, Object, Function, Receiver>::result_type {
  using call = decorated_call<Signature, Object, Function, Receiver>;
  if constexpr (requires { decorator.sync(std::declval<call>()); })
    return decorator.sync(
        call(name, std::forward<Object>(object), function, std::forward<Given>(given)...));
  else
    return static_cast<typename call::result_type>(function(object, std::forward<Given>(given)...));
}

} // namespace async_trait
