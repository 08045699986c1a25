// Debian's Asio does not know that Clang has coroutines.
#define ASIO_HAS_CO_AWAIT 1

#include "clock.h"
#include "testing.h"

#include <asio.hpp>
#include <async_trait/asio.h>
#include <async_trait/async_trait.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

using async_trait::as_awaitable;
using async_trait::ready;
using async_trait::task;
using testing::Gate;

namespace {

/// Returns what Asio's users return.
struct Own {
  asio::awaitable<int> tick(int by) {
    asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
    co_await timer.async_wait(asio::use_awaitable);
    co_return by + 1;
  }
  asio::awaitable<std::string> name() const { co_return "own"; }
  asio::awaitable<void> stop() && { co_return; }
};

/// Returns what Asio does not know.
struct Foreign {
  task<int> tick(int by) { co_return by + 1; }
  auto name() const { return ready(std::string("foreign")); }
  task<void> stop() && { throw std::runtime_error("stopped"); }
};

struct Gated : testing::Counted<Gated> {
  explicit Gated(Gate& opened) : gate(opened) {}

  task<int> next() {
    co_await gate;
    co_return 7;
  }
  task<int&> counter() { co_return count; }
  task<void> rest() { throw std::runtime_error("no rest"); }

  Gate& gate;
  int count = 3;
};

template <class T>
asio::awaitable<void> use_clock(std::string expected, bool throws) {
  demo::DynClock clock = T();
  static_assert(std::is_same_v<decltype(clock.tick(1)), asio::awaitable<int>>);
  const int ticks = co_await clock.tick(2);
  CHECK(ticks == 3);
  const std::string name = co_await clock.name();
  CHECK(name == expected);
  bool thrown = false;
  try {
    co_await std::move(clock).stop();
  } catch (const std::runtime_error&) {
    thrown = true;
  }
  CHECK(thrown == throws);
}

/// What it awaits goes on on another thread, and itself on its own.
void on_its_own_thread() {
  asio::io_context context;
  Gate gate;
  bool ended = false;
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        demo::DynSource source = Gated(gate);
        const auto thread = std::this_thread::get_id();
        const int next = co_await as_awaitable(source.next());
        CHECK(next == 7);
        CHECK(thread == std::this_thread::get_id());
        int& counter = co_await as_awaitable(source.counter());
        CHECK(counter == 3);
        bool thrown = false;
        try {
          co_await as_awaitable(source.rest());
        } catch (const std::runtime_error&) {
          thrown = true;
        }
        CHECK(thrown);
        ended = true;
      },
      asio::detached);
  context.poll();
  CHECK(gate.is_awaited());
  CHECK(!context.stopped());
  std::jthread other([&] { gate.open(); });
  context.run();
  CHECK(ended);
}

/// Cancelling drops the call.
void cancelled() {
  asio::io_context context;
  asio::cancellation_signal signal;
  Gate gate;
  bool aborted = false;
  asio::co_spawn(
      context,
      [&]() -> asio::awaitable<void> {
        demo::DynSource source = Gated(gate);
        try {
          co_await as_awaitable(source.next());
        } catch (const asio::system_error& error) {
          aborted = error.code() == asio::error::operation_aborted;
        }
      },
      asio::bind_cancellation_slot(signal.slot(), asio::detached));
  context.poll();
  asio::post(context, [&] { signal.emit(asio::cancellation_type::terminal); });
  context.run();
  CHECK(aborted);
  CHECK(Gated::alive == 0);
}

} // namespace

int main() {
  asio::io_context context;
  asio::co_spawn(context, use_clock<Own>("own", false), asio::detached);
  asio::co_spawn(context, use_clock<Foreign>("foreign", true), asio::detached);
  context.run();
  on_its_own_thread();
  cancelled();
  std::puts("ok");
}
