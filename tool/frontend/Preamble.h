//===- Preamble.h - Standard headers, parsed before -------------*- C++ -*-===//
//
// In: a header that begins with standard headers, and what Clang is to do with it.
// Out: those headers precompiled, in a directory that lasts, and what a parse of them
// would have recorded.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/ClangCompat.h"

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace async_trait_gen {

struct Preamble {
  std::string File;                ///< Clang's precompiled header.
  std::vector<std::string> Opened; ///< What it was made from: each file once, as Clang calls it.
  /// Which of them includes which.
  std::vector<std::pair<std::string, std::string>> Inclusions;
};

/// The preamble for the header \p Content, which \p Invocation is for, out of \p Directory,
/// where it is made if it is not there or is not what a parse would give now. Nothing if the
/// header does not begin with standard headers, or if anything goes wrong. \p Files is
/// in the directory that Clang runs in. Several processes may use \p Directory; it
/// keeps the preambles that were made last.
std::optional<Preamble> preambleFor(llvm::StringRef Content,
                                    const clang::CompilerInvocation& Invocation,
                                    const compat::FileSystemPtr& Files,
                                    const std::string& Directory);

} // namespace async_trait_gen
