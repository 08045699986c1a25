// The command line.
#include "options.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace {

kv::Options parse(std::initializer_list<const char*> arguments) {
  return kv::parse_options(std::vector(arguments));
}

TEST(Options, HaveDefaults) {
  const kv::Options options = parse({});
  EXPECT_EQ(options.port, 6379);
  EXPECT_FALSE(options.sqlite);
  EXPECT_FALSE(options.is_static);
  EXPECT_FALSE(options.has_metrics);
  EXPECT_EQ(options.cache_bytes, 0U);
  EXPECT_EQ(options.attempts, 1U);
}

TEST(Options, AreRead) {
  const kv::Options options = parse(
      {"--port", "0", "--store", "sqlite:/a:b", "--metrics", "--cache", "1000", "--attempts", "3"});
  EXPECT_EQ(options.port, 0);
  EXPECT_EQ(options.sqlite, "/a:b");
  EXPECT_TRUE(options.has_metrics);
  EXPECT_EQ(options.cache_bytes, 1000U);
  EXPECT_EQ(options.attempts, 3U);
  EXPECT_TRUE(parse({"--static", "--store", "memory"}).is_static);
}

TEST(Options, AreRefused) {
  for (const auto& arguments :
       {std::vector{"--port"}, std::vector{"--port", "65536"}, std::vector{"--port", "-1"},
        std::vector{"--port", "1x"}, std::vector{"--store", "disk"},
        std::vector{"--store", "sqlite:"}, std::vector{"--attempts", "0"}, std::vector{"--help"},
        std::vector{"6379"}, std::vector{"--static", "--metrics"},
        std::vector{"--static", "--store", "sqlite:a"}, std::vector{"--static", "--cache", "1"},
        std::vector{"--static", "--attempts", "2"}})
    EXPECT_THROW(kv::parse_options(arguments), kv::UsageError) << arguments.back();
}

} // namespace
