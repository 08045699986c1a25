// One client's connection.
#pragma once

#include "asio_awaiters.h"
#include "commands.h"
#include "reply_writer.h"
#include "request_parser.h"
#include "store.h"

#include <async_trait/task.h>

#include <asio/error_code.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/system_error.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace kv {

/// Reads what has arrived, does all of it, writes the replies, and only then reads on: so a client
/// that is slow to read is slow to be read.
template <Store S>
class Session {
public:
  /// What is referred to must outlive this.
  Session(Socket socket, S& store, const std::function<std::string()>& info)
      : socket_(std::move(socket)), reply_(socket_), commands_(store, info, reply_) {}

  /// Returns when the connection is over. Ends sooner by `close`.
  async_trait::task<> run() {
    // A nagling kernel would hold back the second of two replies.
    asio::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    try {
      if (!co_await serve())
        co_await leave();
    } catch (const asio::system_error&) {
      // The client has gone.
    }
  }

  void close() {
    asio::error_code ignored;
    socket_.close(ignored);
  }

private:
  /// Whether the client is the one who has ended it.
  async_trait::task<bool> serve() {
    for (;;) {
      const auto [error, count] = co_await receive(socket_, parser_.room());
      if (error)
        co_return true;
      parser_.received(count);
      while (const std::optional<Request> request = next()) {
        co_await commands_.execute(*request);
        if (commands_.has_quit())
          break;
        if (reply_.is_full())
          co_await reply_.flush();
      }
      co_await reply_.flush();
      if (commands_.has_quit() || is_broken_)
        co_return false;
    }
  }

  /// The next request, if there is one. The reply to what is none is the last one.
  std::optional<Request> next() {
    try {
      return parser_.next();
    } catch (const ProtocolError& error) {
      reply_.error(std::string("ERR ") + error.what());
      is_broken_ = true;
      return std::nullopt;
    }
  }

  /// Closing a socket with unread bytes in it resets the connection, and that may overtake the last
  /// reply. So what the client still sends is read, as long as it is no flood.
  async_trait::task<> leave() {
    asio::error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    std::array<char, 4096> unread;
    for (std::size_t left = std::size_t(16) << 20; !error && left > unread.size();) {
      std::size_t count = 0;
      std::tie(error, count) = co_await receive(socket_, unread);
      left -= count;
    }
  }

  Socket socket_;
  RequestParser parser_;
  ReplyWriter reply_;
  Commands<S> commands_;
  bool is_broken_ = false;
};

} // namespace kv
