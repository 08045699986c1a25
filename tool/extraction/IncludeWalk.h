//===- IncludeWalk.h - What a header alone would open -----------*- C++ -*-===//
//
// In: the include graph of a parse of many headers, and one of them. Out: the files
// that a parse of this header alone opens, under the names and in the order that
// Clang has for them there.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/IncludeGraph.h"

#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

struct OpenedFiles {
  std::vector<std::string> Names; ///< Each once, without a leading `./`.
  llvm::DenseMap<const clang::FileEntry*, std::string> NameOf; ///< The first of each file.
};

/// What a parse of \p Header alone, as the main file \p Name, opens; nothing if it
/// cannot be told.
std::optional<OpenedFiles> walkIncludes(const IncludeGraph& Graph, const clang::FileEntry& Header,
                                        const std::string& Name);

} // namespace async_trait_gen
