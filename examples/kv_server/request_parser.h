// Requests as clients of Redis send them: arrays of bulk strings (RESP2) or, typed by hand, words
// on a line.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace kv {

/// What arrives is no request. What was sent after it has no meaning.
class ProtocolError : public std::runtime_error {
public:
  explicit ProtocolError(const std::string& what) : std::runtime_error("Protocol error: " + what) {}
};

/// The command and its arguments.
using Request = std::span<const std::string_view>;

/// How much one client may make the server keep.
struct RequestLimits {
  std::size_t arguments = 1024;
  std::size_t bulk = std::size_t(1) << 20;
  std::size_t request = std::size_t(2) << 20;
  std::size_t line = 4096;
};

/// Takes bytes as they arrive, in pieces of any size, and makes requests of them. It looks at each
/// byte of a request once, and at a line that has not ended again. Its memory grows with what has
/// arrived, not with what was announced, up to twice the largest request.
class RequestParser {
public:
  explicit RequestParser(const RequestLimits& limits = {}) : limits_(limits) {}

  /// Where the next bytes go. Ends the requests that `next` returned.
  std::span<char> room() {
    if (begin_ != 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      at_ -= begin_;
      end_ -= begin_;
      begin_ = 0;
    }
    const std::size_t wanted = std::max(least_room, end_);
    if (bytes_.size() < end_ + wanted) {
      bytes_.resize(end_ + wanted);
    } else if (end_ == 0 && bytes_.size() > least_room) {
      bytes_.resize(least_room); // A large request is over, and the next one may be far off.
      bytes_.shrink_to_fit();
    }
    return std::span(bytes_).subspan(end_);
  }

  /// Precondition: that many bytes were put where `room` said.
  void received(std::size_t count) noexcept { end_ += count; }

  /// The next request that has arrived as a whole; it is never empty. Throws ProtocolError, and is
  /// not called again then.
  std::optional<Request> next() {
    while (at_ != end_) {
      if (!(is_inside() || bytes_[at_] == '*' ? read_array() : read_words()))
        return std::nullopt;
      const Request request = take();
      if (!request.empty())
        return request;
    }
    return std::nullopt;
  }

private:
  static constexpr std::size_t least_room = std::size_t(16) * 1024;
  static constexpr std::size_t longest_number = 32;

  /// An argument, from the beginning of its request: bytes move when there is more room.
  struct Piece {
    std::size_t offset;
    std::size_t size;
  };

  bool is_inside() const noexcept { return count_.has_value(); }

  // Each of these returns whether all of its subject has arrived.

  bool read_array() {
    if (!count_ && !(count_ = read_number('*', limits_.arguments, "invalid multibulk length")))
      return false;
    while (pieces_.size() < *count_)
      if (!read_bulk())
        return false;
    return true;
  }

  bool read_bulk() {
    if (!size_ && !(size_ = read_number('$', limits_.bulk, "invalid bulk length")))
      return false;
    if (at_ - begin_ + *size_ > limits_.request)
      throw ProtocolError("too big request");
    if (end_ - at_ < *size_ + 2)
      return false;
    if (bytes_[at_ + *size_] != '\r' || bytes_[at_ + *size_ + 1] != '\n')
      throw ProtocolError("expected the end of a bulk");
    pieces_.push_back({at_ - begin_, *size_});
    at_ += *size_ + 2;
    size_.reset();
    return true;
  }

  bool read_words() {
    const std::optional<std::string_view> line = read_line(limits_.line, "too big inline request");
    if (!line)
      return false;
    constexpr std::string_view blanks = " \t\r";
    for (std::size_t end = 0;;) {
      const std::size_t begin = line->find_first_not_of(blanks, end);
      if (begin == line->npos)
        return true;
      end = std::min(line->find_first_of(blanks, begin), line->size());
      if (pieces_.size() == limits_.arguments)
        throw ProtocolError("too many arguments");
      pieces_.push_back(
          {static_cast<std::size_t>(line->data() - bytes_.data()) + begin - begin_, end - begin});
    }
  }

  /// A line `mark` number, CR, LF; the number has digits alone and no zero in front.
  std::optional<std::size_t> read_number(char mark, std::size_t limit, const char* what) {
    if (at_ != end_ && bytes_[at_] != mark)
      throw ProtocolError(std::string("expected '") + mark + "'");
    const std::optional<std::string_view> line = read_line(longest_number, what);
    if (!line)
      return std::nullopt;
    const char* const begin = line->data() + 1;
    const char* const end = line->data() + line->size();
    std::size_t number = 0;
    const auto [rest, error] = std::from_chars(begin, end, number);
    const bool is_padded = *begin == '0' && rest - begin > 1;
    if (error != std::errc() || end - rest != 1 || *rest != '\r' || is_padded || number > limit)
      throw ProtocolError(what);
    return number;
  }

  /// Up to a line feed, which is read and not returned.
  std::optional<std::string_view> read_line(std::size_t longest, const char* what) {
    const std::string_view arrived(bytes_.data() + at_, end_ - at_);
    const std::size_t size = arrived.substr(0, longest + 1).find('\n');
    if (size == arrived.npos) {
      if (arrived.size() > longest)
        throw ProtocolError(what);
      return std::nullopt;
    }
    at_ += size + 1;
    return arrived.substr(0, size);
  }

  /// The request that has been read; the next one begins behind it.
  Request take() {
    arguments_.clear();
    for (const Piece& piece : pieces_)
      arguments_.emplace_back(bytes_.data() + begin_ + piece.offset, piece.size);
    pieces_.clear();
    count_.reset();
    begin_ = at_;
    return arguments_;
  }

  RequestLimits limits_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;            // Of the request that is being read,
  std::size_t at_ = 0;               // how far that is, and
  std::size_t end_ = 0;              // the end of what has arrived.
  std::optional<std::size_t> count_; // Arguments of the array that is being read.
  std::optional<std::size_t> size_;  // Of the bulk that is being read.
  std::vector<Piece> pieces_;
  std::vector<std::string_view> arguments_;
};

} // namespace kv
