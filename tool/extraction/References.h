//===- References.h - What a declaration needs ------------------*- C++ -*-===//
//
// In: declarations of a finished parse. Out: for each name in them that means
// something from elsewhere, the files that something is declared in.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// Something that a file names. Files have the names with which Clang opened them.
struct Need {
  std::string User;
  /// Any of them will do: those that define it, where it is defined, else those
  /// that declare it.
  std::vector<std::string> Declared;
};

/// Of \p Declarations, which stand in one file, and all inside of them. What is
/// declared in front of its use in the same file is no need.
std::vector<Need> needsOf(llvm::ArrayRef<clang::Decl*> Declarations,
                          const clang::SourceManager& Sources);

} // namespace async_trait_gen
