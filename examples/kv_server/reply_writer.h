// Replies in RESP2, gathered so that a client that sends many requests at once gets one write.
#pragma once

#include "asio_awaiters.h"

#include <async_trait/task.h>

#include <asio/system_error.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace kv {

/// Gathers replies to one client. Whoever adds to it asks `is_full` and flushes, so that a client
/// that does not read makes the server wait and not keep more than the limit and one reply.
class ReplyWriter {
public:
  /// Precondition: the socket lives as long as this.
  explicit ReplyWriter(Socket& socket) : socket_(socket) {}

  void status(std::string_view text) { line('+', text); }

  /// `text` may hold anything; what would end the line becomes a blank.
  void error(std::string_view text) {
    const std::size_t begin = bytes_.size();
    line('-', text);
    std::replace_if(
        bytes_.begin() + static_cast<std::ptrdiff_t>(begin), bytes_.end() - 2,
        [](char c) { return c == '\r' || c == '\n'; }, ' ');
  }

  void integer(std::int64_t number) { numbered(':', number); }

  void bulk(std::string_view bytes) {
    numbered('$', static_cast<std::int64_t>(bytes.size()));
    bytes_ += bytes;
    bytes_ += "\r\n";
  }

  /// There is no such value.
  void nil() { bytes_ += "$-1\r\n"; }

  /// That many replies follow.
  void array(std::size_t size) { numbered('*', static_cast<std::int64_t>(size)); }

  bool is_full() const noexcept { return bytes_.size() >= limit; }

  /// Sends what has been gathered, and returns when the client's side has taken it. Throws
  /// asio::system_error when the connection is lost.
  async_trait::task<> flush() {
    if (bytes_.empty())
      co_return;
    const auto [error, count] = co_await send(socket_, bytes_);
    if (error)
      throw asio::system_error(error);
    bytes_.clear();
    if (bytes_.capacity() > 2 * limit)
      bytes_.shrink_to_fit();
  }

private:
  static constexpr std::size_t limit = std::size_t(64) * 1024;

  void line(char mark, std::string_view text) {
    bytes_ += mark;
    bytes_ += text;
    bytes_ += "\r\n";
  }

  void numbered(char mark, std::int64_t number) {
    char digits[20];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), number);
    line(mark, std::string_view(digits, end));
  }

  Socket& socket_;
  std::string bytes_;
};

} // namespace kv
