// What a trait header includes. Only the generator and editors read it; in the generated header
// its place is taken by the parts of the runtime that the generated code needs.
#pragma once

#include <coroutine>

namespace async_trait {

namespace detail {

struct async_promise_base {
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};

template <class F>
concept handed_on = requires(F&& future) { future.await_ready(); } || requires(F&& future) {
  static_cast<F&&>(future).operator co_await();
} || requires(F&& future) { operator co_await(static_cast<F&&>(future)); };

} // namespace detail

/// The result of an async method of a trait: `async<R> f(args);` says that a call of `f` is a
/// future of an `R`. Declared only: no program ever has an object of it. It can be awaited and is
/// a coroutine's type, so that an editor understands the bodies of provided methods; one that is no
/// coroutine may return any future, the same in each of its returns.
template <class R = void>
class async {
public:
  struct promise_type : detail::async_promise_base {
    async get_return_object();
    template <class U = R>
    void return_value(U&& value);
  };

  template <detail::handed_on F>
  async(F&& future);

  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> caller) const noexcept;
  R await_resume() const;
};

template <>
class async<void> {
public:
  struct promise_type : detail::async_promise_base {
    async get_return_object();
    void return_void();
  };

  template <detail::handed_on F>
  async(F&& future);

  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> caller) const noexcept;
  void await_resume() const;
};

} // namespace async_trait

using async_trait::async;
