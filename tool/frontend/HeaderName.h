//===- HeaderName.h - One header, two names ---------------------*- C++ -*-===//
//
// Clang runs in the directory of a header's build command, which need not be the
// one that the user is in.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <filesystem>
#include <string>
#include <vector>

namespace async_trait_gen {

/// How a header is named: for Clang and for the user.
struct HeaderName {
  std::string ForClang;
  std::string ForUser;
};

/// The names of the header that the user calls \p Path, where Clang runs in
/// \p Directory.
HeaderName nameOf(const std::string& Path, const std::filesystem::path& Directory);

/// A path that Clang has seen while it ran in \p Directory, for use where the
/// tool itself runs.
std::string pathFromHere(const std::string& Path, const std::filesystem::path& Directory);

/// Paths that Clang has seen, for the user, who has given one of them as \p Name.
std::vector<std::string> dependencyPaths(llvm::ArrayRef<std::string> Collected,
                                         const std::filesystem::path& Directory,
                                         const HeaderName& Name);

} // namespace async_trait_gen
