// Futures and actions for mocks of traits: what `--emit=mock` generates needs this, and the tests
// that use it. The actions are plain callables, so nothing here knows Google Mock.
//
// Everything is meant for one thread: whoever completes a `pending` on another one than its waiter
// was started on orders the two.
#pragma once

#include <async_trait/detail/outcome.h>
#include <async_trait/future.h>
#include <async_trait/task.h>

#include <concepts>
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

// GCC takes the frame of a coroutine template for a type that this header declares, and warns where
// a test gives it a type of an unnamed namespace.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsubobject-linkage"
#endif

namespace async_trait {

namespace detail {

/// A mistake in a test: a std::logic_error, or the end of the program where there are no
/// exceptions.
[[noreturn]] inline void fail_test(const char* mistake) {
#if __cpp_exceptions
  throw std::logic_error(mistake);
#else
  std::fprintf(stderr, "%s\n", mistake);
  std::abort();
#endif
}

template <class R>
concept has_default = std::is_void_v<R> || std::default_initializable<R>;

/// Numbers are converted on purpose: whether the value fits is the test's affair.
template <class R, class V>
decltype(auto) converted(V&& value) {
  if constexpr (std::is_arithmetic_v<R>)
    return static_cast<R>(value);
  else
    return std::forward<V>(value);
}

// The coroutines behind the actions. F is a `task` or the coroutine type that the trait names.

template <class F, class V>
F return_value(V value) {
  co_return converted<future_result_t<F>>(std::move(value));
}

template <class F>
F return_void() {
  co_return;
}

template <class F, class T>
F return_reference(T& object) {
  co_return static_cast<future_result_t<F>>(object);
}

template <class F>
F return_default() {
  if constexpr (std::is_void_v<future_result_t<F>>)
    co_return;
  else
    co_return std::remove_const_t<future_result_t<F>>();
}

template <class F>
F suspend_forever() {
  for (;;)
    co_await std::suspend_always();
}

template <class F, class Awaitable>
F await_other(Awaitable other) {
  co_return co_await static_cast<Awaitable&&>(other);
}

#if __cpp_exceptions
template <class R, class E>
[[noreturn]] R raise(const E& error) {
  throw error;
}

template <class F, class E>
F throw_error(E error) {
  co_return raise<future_result_t<F>>(error);
}
#endif

} // namespace detail

/// What the async methods of a mock return, unless the trait has `future=TEMPLATE`: any future with
/// such a result, so that actions can return whichever they like:
///
///   ON_CALL(store, get).WillByDefault([&](int key) { return real_store.get(key); });
///   ON_CALL(store, get).WillByDefault([](int key) -> async_trait::task<int> { co_return key + 1;
///   });
///
/// Like a task it is lazy, has one owner and is awaited once, as an rvalue. Without an action it
/// yields `R()`; where there is no such value it has no default constructor, and Google Mock says
/// which call has no action. To be awaited, `R` must be movable.
template <class R = void>
class [[nodiscard]] mock_future {
public:
  mock_future()
    requires detail::has_default<R>
      : task_(detail::return_default<task<R>>()) {}

  /// Allocates a coroutine for what is no task.
  template <future<R> F>
    requires(!std::same_as<F, mock_future>)
  mock_future(F other) : task_(as_task(std::move(other))) {}

  /// Precondition: it was neither moved from nor awaited before.
  auto operator co_await() && noexcept { return std::move(task_).operator co_await(); }

private:
  template <class F>
  static task<R> as_task(F&& other) {
    if constexpr (std::same_as<F, task<R>>)
      return std::move(other);
    else
      return detail::await_other<task<R>, F>(std::move(other));
  }

  task<R> task_;
};

/// `other` as an `F`: itself if it is one, else awaited in a coroutine of that type.
template <class F, class Awaitable>
F as_future(Awaitable other) {
  if constexpr (std::convertible_to<Awaitable, F>)
    return other;
  else
    return detail::await_other<F, Awaitable>(std::move(other));
}

namespace detail {

/// The coroutine type that an `F` is made from.
template <class F>
struct coroutine_of {
  using type = F;
};
template <class R>
struct coroutine_of<mock_future<R>> {
  using type = task<R>;
};
template <class F>
using coroutine_of_t = typename coroutine_of<F>::type;

// What the actions return. It becomes whatever the mocked method returns.

template <class V>
class value_answer {
public:
  explicit value_answer(V value) : value_(std::move(value)) {}

  template <awaitable F>
    requires(!std::is_reference_v<future_result_t<F>> &&
             std::is_convertible_v<V, future_result_t<F>>)
  operator F() && {
    return return_value<coroutine_of_t<F>, V>(std::move(value_));
  }

private:
  V value_;
};

struct void_answer {
  template <awaitable F>
    requires std::is_void_v<future_result_t<F>>
  operator F() && {
    return return_void<coroutine_of_t<F>>();
  }
};

template <class T>
class reference_answer {
public:
  explicit reference_answer(T& object) noexcept : object_(object) {}

  template <awaitable F>
    requires(std::is_reference_v<future_result_t<F>> &&
             std::is_convertible_v<T*, std::remove_reference_t<future_result_t<F>>*>)
  operator F() && {
    return return_reference<coroutine_of_t<F>>(object_);
  }

private:
  T& object_;
};

struct default_answer {
  template <awaitable F>
  operator F() && {
    if constexpr (has_default<future_result_t<F>>)
      return return_default<coroutine_of_t<F>>();
    else
      fail_test("async_trait: a mocked method was called that has no action, and whose result has "
                "no default value");
  }
};

struct endless_answer {
  template <awaitable F>
  operator F() && {
    return suspend_forever<coroutine_of_t<F>>();
  }
};

#if __cpp_exceptions
template <class E>
class error_answer {
public:
  explicit error_answer(E error) : error_(std::move(error)) {}

  template <awaitable F>
  operator F() && {
    return throw_error<coroutine_of_t<F>, E>(std::move(error_));
  }

private:
  E error_;
};
#endif

/// An action that gives the same answer whenever it is called; one that cannot be copied is for
/// WillOnce.
template <class Answer>
class action {
public:
  explicit action(Answer answer) : answer_(std::move(answer)) {}

  Answer operator()() const&
    requires std::copy_constructible<Answer>
  {
    return answer_;
  }
  Answer operator()() && { return std::move(answer_); }

private:
  Answer answer_;
};

} // namespace detail

/// An action: the future yields `value`, or what that converts to. One that cannot be copied is for
/// WillOnce alone.
template <class V>
auto co_return_value(V&& value) {
  using answer = detail::value_answer<std::decay_t<V>>;
  return detail::action<answer>(answer(std::forward<V>(value)));
}

/// An action: the future ends at once, without a result.
inline auto co_return_void() { return detail::action(detail::void_answer()); }

/// An action: the future yields a reference to `object`, which must live until then.
template <class T>
auto co_return_reference(T& object) {
  return detail::action(detail::reference_answer<T>(object));
}
template <class T>
void co_return_reference(const T&&) = delete;

/// An action: the future yields a value-initialised result. Where there is none the call itself is
/// a mistake. It is what the methods of a mock with `future=TEMPLATE` do without another action.
inline auto co_return_default() { return detail::action(detail::default_answer()); }

/// An action: the future never completes. It is still destroyed as any other.
inline auto co_never() { return detail::action(detail::endless_answer()); }

#if __cpp_exceptions
/// An action: awaiting the future throws a copy of `error`.
template <class E>
auto co_throw(E error) {
  using answer = detail::error_answer<E>;
  return detail::action<answer>(answer(std::move(error)));
}
#endif

namespace detail {

template <class R>
class arrival;

/// Where a `pending` and whoever awaits it meet; outlives both.
template <class R>
struct meeting_point {
  arrival<R>* waiting = nullptr;
};

/// Waits for a `pending`; gives up when it is destroyed.
template <class R>
class arrival {
public:
  explicit arrival(std::shared_ptr<meeting_point<R>> point) noexcept : point_(std::move(point)) {}
  arrival(const arrival&) = delete;
  arrival& operator=(const arrival&) = delete;
  ~arrival() {
    if (point_->waiting == this)
      point_->waiting = nullptr;
  }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) {
    if (point_->waiting != nullptr)
      fail_test("async_trait::pending: two futures wait for it at a time");
    caller_ = caller;
    point_->waiting = this;
  }
  R await_resume() { return outcome_.take(); }

  /// Resumes whoever waits, with what `set` puts into the outcome.
  template <class Set>
  static void arrive(meeting_point<R>& point, Set set) {
    if (point.waiting == nullptr)
      fail_test("async_trait::pending: completed while no future waits for it");
    arrival& waiting = *std::exchange(point.waiting, nullptr);
    set(waiting.outcome_);
    waiting.caller_.resume();
  }

private:
  std::shared_ptr<meeting_point<R>> point_;
  std::coroutine_handle<> caller_;
  outcome<R> outcome_;
};

template <class F, class R>
F await_arrival(std::shared_ptr<meeting_point<R>> point) {
  arrival<R> later(std::move(point));
  co_return co_await later;
}

template <class R>
class later_answer {
public:
  explicit later_answer(std::shared_ptr<meeting_point<R>> point) noexcept
      : point_(std::move(point)) {}

  template <awaitable F>
    requires yields<R, future_result_t<F>>
  operator F() && {
    return await_arrival<coroutine_of_t<F>>(std::move(point_));
  }

private:
  std::shared_ptr<meeting_point<R>> point_;
};

} // namespace detail

/// A result that the test supplies while a future already waits for it:
///
///   async_trait::pending<int> answer;
///   EXPECT_CALL(store, get(1)).WillOnce(async_trait::co_return_later(answer));
///   async_trait::started sum(sum_of(store)); // runs until it awaits the answer
///   answer.complete(7);                      // goes on from there
///
/// It may be used again after it was completed, for one future at a time. Completing it while no
/// future waits (none yet, none any more, a second time) is a mistake in the test: it throws
/// std::logic_error or, without exceptions, ends the program. A future may be dropped while it
/// waits, and outlive the `pending`: then it never completes. Allocates once.
template <class R = void>
class pending {
  using value_type = std::conditional_t<std::is_void_v<R>, any, R>;

public:
  pending() : point_(std::make_shared<detail::meeting_point<R>>()) {}
  pending(const pending&) = delete;
  pending& operator=(const pending&) = delete;
  ~pending() = default;

  bool is_awaited() const noexcept { return point_->waiting != nullptr; }

  /// Resumes whoever waits; returns when that suspends again or ends.
  void complete(value_type value)
    requires(!std::is_void_v<R>)
  {
    detail::arrival<R>::arrive(*point_, [&](detail::outcome<R>& outcome) {
      outcome.convert(std::forward<value_type>(value));
    });
  }
  void complete()
    requires std::is_void_v<R>
  {
    detail::arrival<R>::arrive(*point_, [](detail::outcome<R>&) {});
  }

#if __cpp_exceptions
  /// The same with an exception: `error`, or what it points to.
  template <class E>
  void fail(E error) {
    detail::arrival<R>::arrive(*point_, [&](detail::outcome<R>& outcome) {
      try {
        if constexpr (std::is_same_v<E, std::exception_ptr>)
          std::rethrow_exception(std::move(error));
        else
          throw error;
      } catch (...) {
        outcome.set_current_exception();
      }
    });
  }
#endif

private:
  template <class T>
  friend auto co_return_later(const pending<T>& result);

  std::shared_ptr<detail::meeting_point<R>> point_;
};

/// An action: the future waits until the test completes `result`.
template <class R>
auto co_return_later(const pending<R>& result) {
  return detail::action(detail::later_answer<R>(result.point_));
}

/// A future that was started and is watched: it runs on the thread that makes this until it
/// suspends for the first time, and afterwards wherever it is resumed. Destroying it cancels the
/// future. Allocates a coroutine.
template <class R>
class started {
public:
  template <future<R> F>
  explicit started(F future)
      : task_(await(std::move(future), is_done_)), awaiter_(std::move(task_).operator co_await()) {
    const auto next = awaiter_.await_suspend(std::noop_coroutine());
    if constexpr (!std::same_as<decltype(next), const bool>)
      next.resume();
  }
  started(const started&) = delete;
  started& operator=(const started&) = delete;
  ~started() = default;

  bool is_done() const noexcept { return is_done_; }

  /// The result, or the exception that it ended with; to be taken once. Before the end it is a
  /// mistake, as with `pending`.
  R result() {
    if (!is_done_)
      detail::fail_test("async_trait::started: asked for its result before it was done");
    return awaiter_.await_resume();
  }

private:
  struct at_end {
    explicit at_end(bool& to_set) noexcept : flag(to_set) {}
    at_end(const at_end&) = delete;
    at_end& operator=(const at_end&) = delete;
    ~at_end() { flag = true; }

    bool& flag;
  };

  template <class F>
  static task<R> await(F future, bool& is_done) {
    const at_end done(is_done);
    co_return co_await std::move(future);
  }

  bool is_done_ = false;
  task<R> task_;
  detail::task_awaiter<R> awaiter_;
};
template <class F>
started(F) -> started<future_result_t<F>>;

/// The value of a mock's associated constant that the trait gives no default: a constant expression
/// where a vtable holds it by value.
template <class T>
inline const T mock_constant{};
template <class T>
  requires std::is_trivially_copyable_v<T>
inline constexpr T mock_constant<T>{};

/// The base of a mock's `Functions`, which answer its associated functions: the last that was made
/// and still lives. To be destroyed in the reverse order of their making.
template <class Functions>
class mock_functions {
public:
  mock_functions(const mock_functions&) = delete;
  mock_functions& operator=(const mock_functions&) = delete;

  /// Without one, calling an associated function is a mistake in the test.
  static Functions& current() {
    if (current_ == nullptr)
      detail::fail_test(
          "async_trait: an associated function of a mock was called, but the test has "
          "no 'Functions' of that mock to answer it");
    return *static_cast<Functions*>(current_);
  }

protected:
  mock_functions() noexcept : outer_(std::exchange(current_, this)) {}
  ~mock_functions() { current_ = outer_; }

private:
  static inline mock_functions* current_ = nullptr;
  mock_functions* outer_;
};

} // namespace async_trait

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
