// What the programs of the property tests call methods with, and how implementers answer.
#pragma once

#include "property.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <deque>

namespace property {

/// What a method is called on. A Dyn has default arguments and lazy futures, and a Ref the mutable
/// one of two overloads that only their constness tells apart.
enum class How { known, dyn, ref };

/// A decorator with a coroutine of its own around each call.
struct Awaits {
  template <class Call>
  async_trait::task<typename Call::result_type> operator()(Call call) const {
    co_return co_await std::move(call)();
  }
};

/// One that leaves calls as they are, synchronous ones too.
struct PassesOn {
  template <class Call>
  decltype(auto) operator()(Call call) const {
    return std::move(call)();
  }
  template <class Call>
  decltype(auto) sync(Call call) const {
    return std::move(call)();
  }
};

/// The coroutines that wait to be resumed.
inline std::deque<std::coroutine_handle<>> waiting;

/// `co_await pause()` suspends until all other coroutines had their turn.
struct pause {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) const { waiting.push_back(caller); }
  void await_resume() const noexcept {}
};

/// The result of a future, whatever its kind.
template <class R>
class Slot {
public:
  void put(R&& value) { value_.emplace(std::move(value)); }
  R take() { return std::move(*value_); }

private:
  std::optional<R> value_;
};

template <class R>
  requires std::is_reference_v<R>
class Slot<R> {
public:
  void put(R value) { value_ = std::addressof(value); }
  R take() { return static_cast<R>(*value_); }

private:
  std::remove_reference_t<R>* value_ = nullptr;
};

template <>
class Slot<void> {
public:
  void take() const noexcept {}
};

template <class F, class R>
testing::Job drive(F future, Slot<R>& slot) {
  if constexpr (std::is_void_v<R>)
    co_await std::move(future);
  else
    slot.put(co_await std::move(future));
}

/// Runs a future to its end.
template <class F>
auto run(F future) -> async_trait::future_result_t<F> {
  Slot<async_trait::future_result_t<F>> slot;
  const testing::Job job = drive(std::move(future), slot);
  while (!job.done()) {
    require(!waiting.empty(), "nothing resumes the future");
    const std::coroutine_handle<> next = waiting.front();
    waiting.pop_front();
    next.resume();
  }
  return slot.take();
}

/// Starts a future and drops it where it suspends first.
template <class F>
void cancel(F future) {
  {
    Slot<async_trait::future_result_t<F>> slot;
    const testing::Job job = drive(std::move(future), slot);
  }
  waiting.clear();
  arrivals.clear();
}

/// Checks that `method`, and what it calls itself, was called since the last check.
inline void called(int method, int number) {
  int count = 0;
  for (const Arrival& arrival : arrivals)
    count += arrival.method == method;
  if (count != 1 || arrivals.back().method != method || arrivals.back().number != number) {
    std::printf("method %d should answer %d; %d calls arrived\n", method, number, count);
    for (const Arrival& arrival : arrivals)
      std::printf("  method %d answered %d\n", arrival.method, arrival.number);
    std::exit(1);
  }
  arrivals.clear();
}

template <class R>
void called(int method, int number, const R& result) {
  called(method, number);
  require(number_of(result) == number, "another result than the method's");
}

inline void not_called() { require(arrivals.empty(), "a future that was not awaited has called"); }

/// An awaiter that is ready, or one that suspends.
template <class R, bool Suspends>
class Awaiter {
public:
  explicit Awaiter(R value) : value_(std::forward<R>(value)) {}
  bool await_ready() const noexcept { return !Suspends; }
  void await_suspend(std::coroutine_handle<> caller) { pause().await_suspend(caller); }
  R await_resume() { return std::forward<R>(value_); }

private:
  R value_;
};

template <bool Suspends>
class Awaiter<void, Suspends> {
public:
  bool await_ready() const noexcept { return !Suspends; }
  void await_suspend(std::coroutine_handle<> caller) { pause().await_suspend(caller); }
  void await_resume() const noexcept {}
};

/// Has a member `operator co_await`.
template <class R>
struct Member : Awaiter<R, true> {
  using Awaiter<R, true>::Awaiter;
  Awaiter<R, true> operator co_await() && { return std::move(*this); }
};

/// Has a free `operator co_await`.
template <class R>
struct Free : Awaiter<R, true> {
  using Awaiter<R, true>::Awaiter;
  // Only the free operator makes it one whose result is awaited.
  bool await_ready() const = delete;
};

template <class R>
Awaiter<R, true> operator co_await(Free<R>&& future) {
  return static_cast<Awaiter<R, true>&&>(future);
}

/// A future of a method whose work is done when it returns.
template <class Future, class R, class... Args>
Future answer_by(int method, Args&... arguments) {
  if constexpr (std::is_void_v<R>) {
    answer<R>(method, arguments...);
    return Future();
  } else {
    return Future(answer<R>(method, arguments...));
  }
}

} // namespace property
