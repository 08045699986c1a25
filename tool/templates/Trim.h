//===- Trim.h - Text without the blanks around it ---------------*- C++ -*-===//
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace async_trait_gen {

/// \p Text without blanks and line breaks at its ends.
inline std::string_view trimmed(std::string_view Text) {
  constexpr std::string_view Space = " \t\r\n";
  const std::size_t Begin = std::min(Text.find_first_not_of(Space), Text.size());
  return Text.substr(Begin, Text.find_last_not_of(Space) + 1 - Begin);
}

} // namespace async_trait_gen
