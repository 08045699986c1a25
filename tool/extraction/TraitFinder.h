//===- TraitFinder.h - The annotated classes of a file ----------*- C++ -*-===//
//
// In: a file of a finished parse. Out: every declaration of a trait in it, and
// where the attribute stands on them and their members.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/ParsedUnit.h"

#include "clang/AST/DeclCXX.h"

#include <set>
#include <vector>

namespace async_trait_gen {

struct FoundTraits {
  std::vector<const clang::CXXRecordDecl*> Definitions;
  /// Declarations without a body of traits that are defined somewhere.
  std::vector<const clang::CXXRecordDecl*> Forward;
  /// Annotated declarations of what is nowhere defined.
  std::vector<const clang::CXXRecordDecl*> Undefined;
  std::set<clang::SourceLocation> AttributeNames;
};

/// In the order of the file; looks into namespaces only.
FoundTraits findTraits(const ParsedUnit& Unit, clang::FileID File);

} // namespace async_trait_gen
