// Numbers as they are kept in values and sent by clients.
#pragma once

#include "store_error.h"

#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace kv {

/// The number that `text` is, all of it. Throws NotAnInteger if it is none.
inline std::int64_t parse_decimal(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end)
    throw NotAnInteger();
  return number;
}

/// Throws NotAnInteger if the sum is too large.
inline std::int64_t add_checked(std::int64_t number, std::int64_t delta) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(number, delta, &sum))
    throw NotAnInteger();
  return sum;
}

} // namespace kv
