// What arrives, in pieces of any size, becomes the same requests, or is refused.
#include "request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using kv::ProtocolError;
using kv::Request;
using kv::RequestLimits;
using kv::RequestParser;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Words = std::vector<std::string>;

void feed(RequestParser& parser, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto room = parser.room();
    const std::size_t count = std::min(room.size(), bytes.size());
    std::copy_n(bytes.begin(), count, room.begin());
    parser.received(count);
    bytes.remove_prefix(count);
  }
}

void append_requests(std::vector<Words>& requests, RequestParser& parser) {
  while (const std::optional<Request> request = parser.next())
    requests.emplace_back(request->begin(), request->end());
}

/// The requests in `bytes`, which arrive `step` at a time.
std::vector<Words> parse(std::string_view bytes, std::size_t step,
                         const RequestLimits& limits = {}) {
  RequestParser parser(limits);
  std::vector<Words> requests;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    feed(parser, bytes.substr(at, step));
    append_requests(requests, parser);
  }
  return requests;
}

std::string encode(const Words& words) {
  std::string bytes = "*" + std::to_string(words.size()) + "\r\n";
  for (const std::string& word : words)
    bytes += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  return bytes;
}

TEST(RequestParser, ReadsArraysInPiecesOfAnySize) {
  const std::string bytes =
      encode({"SET", "key", std::string("\0\r\n$3", 5)}) + encode({"GET", ""});
  for (std::size_t step = 1; step <= bytes.size(); ++step)
    EXPECT_THAT(parse(bytes, step),
                ElementsAre(Words{"SET", "key", std::string("\0\r\n$3", 5)}, Words{"GET", ""}))
        << step;
}

TEST(RequestParser, ReadsWordsOnALine) {
  for (const std::size_t step : {1U, 1000U})
    EXPECT_THAT(parse("PING\r\n  SET\ta  b\nGET a \r\n", step),
                ElementsAre(Words{"PING"}, Words{"SET", "a", "b"}, Words{"GET", "a"}));
}

TEST(RequestParser, PassesOverWhatAsksForNothing) {
  EXPECT_THAT(parse("\r\n*0\r\n   \r\n*1\r\n$4\r\nPING\r\n\n", 1), ElementsAre(Words{"PING"}));
}

TEST(RequestParser, WaitsForTheRest) {
  const std::string bytes = encode({"ECHO", "abc"});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THAT(parse(std::string_view(bytes).substr(0, size), 1), IsEmpty()) << size;
}

TEST(RequestParser, RefusesWhatIsNoRequest) {
  for (const std::string_view bytes :
       {"*x\r\n", "*\r\n", "*-1\r\n", "*+1\r\n", "*01\r\n", "* 1\r\n", "*1\n", "*1 \r\n",
        "*1\r\r\n", "*99999999999999999999999999999999999\r\n", "*1\r\n:1\r\n", "*1\r\nPING\r\n",
        "*1\r\n$-1\r\n", "*1\r\n$\r\n", "*1\r\n$4\n", "*1\r\n$4\r\nPINGxx", "*1\r\n$4\r\nPING\r\r",
        "*1\r\n$4\r\nPING\n\n", "*2\r\n$4\r\nPING\r\n*1\r\n"})
    for (const std::size_t step : {1U, 1000U})
      EXPECT_THROW(parse(bytes, step), ProtocolError) << bytes;
}

TEST(RequestParser, RefusesBytesOnceTheyCannotBecomeARequest) {
  RequestParser parser;
  feed(parser, "*1\r\nP");
  EXPECT_THROW(parser.next(), ProtocolError);
}

TEST(RequestParser, GivesWhatCameBeforeABrokenRequest) {
  RequestParser parser;
  feed(parser, encode({"PING"}) + "*x\r\n");
  EXPECT_TRUE(parser.next());
  EXPECT_THROW(parser.next(), ProtocolError);
}

TEST(RequestParser, KeepsToItsLimits) {
  const RequestLimits limits{.arguments = 3, .bulk = 8, .request = 40, .line = 16};
  const auto accepts = [&](std::string_view bytes) { return parse(bytes, 1, limits).size() == 1; };
  EXPECT_TRUE(accepts(encode({"a", "b", "c"})));
  EXPECT_THROW(parse("*4\r\n", 1, limits), ProtocolError);
  EXPECT_TRUE(accepts(encode({"12345678"})));
  EXPECT_THROW(parse("*1\r\n$9\r\n", 1, limits), ProtocolError);
  EXPECT_TRUE(accepts(encode({"12345678", "12345678"})));
  EXPECT_THROW(parse(encode({"12345678", "12345678", "12345678"}), 1, limits), ProtocolError);
  EXPECT_TRUE(accepts("1234567890123456\n"));
  EXPECT_THROW(parse("12345678901234567", 1, limits), ProtocolError);
  EXPECT_THROW(parse("12345678901234567\n", 100, limits), ProtocolError);
  EXPECT_TRUE(accepts("a b c\n"));
  EXPECT_THROW(parse("a b c d\n", 1, limits), ProtocolError);
}

TEST(RequestParser, TakesMemoryForWhatHasArrivedAlone) {
  RequestParser parser;
  feed(parser, "*2\r\n$4\r\nECHO\r\n$1000000\r\n");
  EXPECT_FALSE(parser.next());
  EXPECT_LT(parser.room().size(), 20'000U);

  feed(parser, std::string(1'000'000, 'x') + "\r\n");
  EXPECT_GT(parser.room().size(), 900'000U);
  const std::optional<Request> request = parser.next();
  ASSERT_TRUE(request);
  EXPECT_EQ((*request)[1], std::string(1'000'000, 'x'));
  EXPECT_LT(parser.room().size(), 20'000U) << "gives back what a large request has needed";
}

TEST(RequestParser, ReadsRandomRequestsInRandomPieces) {
  std::mt19937 random(1);
  const auto up_to = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<Words> sent(1 + up_to(20));
    std::string bytes;
    for (Words& words : sent) {
      words.resize(1 + up_to(5));
      for (std::string& word : words) {
        word.resize(up_to(up_to(9) == 0 ? 40'000 : 10));
        std::ranges::generate(word, [&] { return "\r\n*$1a\0"[up_to(6)]; });
      }
      bytes += encode(words);
    }

    RequestParser parser;
    std::vector<Words> read;
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::string_view piece = rest.substr(0, 1 + up_to(5000));
      feed(parser, piece);
      append_requests(read, parser);
      rest.remove_prefix(piece.size());
    }
    ASSERT_EQ(read, sent);
  }
}

/// What is refused or not is another matter: nothing else may happen, which the sanitizers watch.
TEST(RequestParser, SurvivesRandomChanges) {
  std::mt19937 random(2);
  const auto up_to = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = encode({"SET", "key", "value"}) + "PING\r\n" + encode({"GET", "key"});
    for (std::size_t changes = 1 + up_to(3); changes > 0; --changes)
      bytes[up_to(bytes.size() - 1)] = "\r\n*$0129- x\xff"[up_to(11)];
    try {
      parse(bytes, 1 + up_to(bytes.size()));
    } catch (const ProtocolError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 5000);
}

} // namespace
