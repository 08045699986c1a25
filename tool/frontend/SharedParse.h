//===- SharedParse.h - One parse for many headers ---------------*- C++ -*-===//
//
// In: headers with the same flags. Out: what a parse of each alone would give, for
// those for which one parse of all of them can tell. These have no errors: what a
// header has to say for itself it says alone.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/FrontEnd.h"
#include "frontend/HeaderConfigs.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace async_trait_gen {

/// One of the headers.
struct SharingHeader {
  HeaderName Name;
  HeaderConfigs Configs;
};

struct SharedResults {
  /// For each header, in their order; absent where the parse cannot tell.
  std::vector<std::optional<ParsedHeader>> Headers;
  /// Headers that another shared parse may do for, without those of which this one
  /// says that they have errors or disturb others.
  std::vector<std::size_t> Again;
};

/// Parses \p Headers, two or more, in \p Directory, with \p Flags, for \p Outputs.
SharedResults parseTogether(std::vector<SharingHeader>& Headers, const std::string& Directory,
                            const std::vector<std::string>& Flags,
                            const std::vector<OutputKind>& Outputs);

} // namespace async_trait_gen
