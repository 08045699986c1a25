// The command line.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace kv {

struct Options {
  std::uint16_t port = 6379;                   // 0: any that is free.
  std::optional<std::filesystem::path> sqlite; // Else in memory.
  bool is_static = false;
  bool has_metrics = false;
  std::size_t cache_bytes = 0; // 0: no cache.
  unsigned attempts = 1;       // How often a call is made that finds the store busy.
};

inline constexpr std::string_view usage =
    "usage: kv_server [--port N] [--store memory|sqlite:PATH] [--static]\n"
    "                 [--metrics] [--cache BYTES] [--attempts N]\n"
    "\n"
    "  --port N       on the loopback interface; 0 takes any that is free; 6379 by default\n"
    "  --store KIND   memory, which is the default, or a file of SQLite's\n"
    "  --static       the server is compiled for the store in memory, without a Dyn\n"
    "  --metrics      calls of the store are counted and timed; INFO tells\n"
    "  --cache BYTES  values that were read last are kept in memory\n"
    "  --attempts N   how often a call is made, after pauses, while the store is busy; 1 by "
    "default\n";

class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Throws UsageError, which says what is wrong.
Options parse_options(std::span<const char* const> arguments);

} // namespace kv
