// Asio's operations for coroutines that are not Asio's own: awaiters that resume their caller in
// the operation's handler, so that nothing is allocated or posted beside what Asio does itself.
#pragma once

#include <async_trait/task.h>

#include <asio/basic_socket_acceptor.hpp>
#include <asio/basic_stream_socket.hpp>
#include <asio/basic_waitable_timer.hpp>
#include <asio/buffer.hpp>
#include <asio/error_code.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/wait_traits.hpp>
#include <asio/write.hpp>

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace kv {

// With the executor that the program has: Asio's default is one of any type, called indirectly.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// One operation, which `start(handler)` starts. Yields a tuple: the error code, then `Results`.
/// Must not be destroyed while it is awaited: close the socket, or cancel, and it ends.
template <class Start, class... Results>
class AsioOperation {
public:
  explicit AsioOperation(Start start) : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller) {
    start_([this, caller](asio::error_code error, Results... results) {
      outcome_.emplace(error, std::move(results)...);
      caller.resume();
    });
  }
  std::tuple<asio::error_code, Results...> await_resume() { return *std::move(outcome_); }

private:
  Start start_;
  std::optional<std::tuple<asio::error_code, Results...>> outcome_;
};

template <class... Results, class Start>
AsioOperation<Start, Results...> asio_operation(Start start) {
  return AsioOperation<Start, Results...>(std::move(start));
}

/// Some bytes, at least one unless there is an error; yields how many.
inline auto receive(Socket& socket, std::span<char> room) {
  return asio_operation<std::size_t>([&socket, room](auto handler) {
    socket.async_read_some(asio::buffer(room.data(), room.size()), std::move(handler));
  });
}

/// All of `bytes`; yields how many were sent.
inline auto send(Socket& socket, std::string_view bytes) {
  return asio_operation<std::size_t>([&socket, bytes](auto handler) {
    asio::async_write(socket, asio::buffer(bytes), std::move(handler));
  });
}

/// Yields the new connection.
inline auto accept(Acceptor& acceptor) {
  return asio_operation<Socket>(
      [&acceptor](auto handler) { acceptor.async_accept(std::move(handler)); });
}

/// Until the timer expires or is cancelled.
inline auto wait(Timer& timer) {
  return asio_operation<>([&timer](auto handler) { timer.async_wait(std::move(handler)); });
}

/// What `spawn` returns: nothing that anybody could wait for.
struct Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
  };
};

/// Runs `work` by itself; it starts at once. An exception that leaves it ends the program.
inline Detached spawn(async_trait::task<> work) { co_await std::move(work); }

} // namespace kv
