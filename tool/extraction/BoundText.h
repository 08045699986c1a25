//===- BoundText.h - A bound, with the traits that it names -----*- C++ -*-===//
//
// In: the constraint of an associated type, as its string literal has it. Out: its
// text, cut where it names a trait, which is a class in a trait header and a concept
// in the output.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/NameLookup.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// A part of a bound.
struct BoundPart {
  std::string Text;
  const clang::CXXRecordDecl* Trait = nullptr; ///< The definition of the one that it names.
};

/// \p Constraint whole. \p Names looks its names up at \p Where.
std::vector<BoundPart> partsOf(llvm::StringRef Constraint, const NameLookup& Names,
                               clang::SourceLocation Where);

} // namespace async_trait_gen
