//===- Suggestion.h - From a virtual interface to a trait -------*- C++ -*-===//
//
// In: a finished parse of a header with classes whose virtual methods return futures.
// Out: the text of a trait header with a trait in the place of each such class, and
// what of them a trait cannot have.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/ASTContext.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// Something that is not carried over. The text says so, too, at its place.
struct Remark {
  clang::SourceLocation Where;
  std::string Message;
};

struct Suggestion {
  std::string Text;
  std::vector<Remark> Remarks; ///< In the order of the file.
};

/// What becomes of \p File; nothing where no class in it would be a trait. Whatever
/// stands around the classes is carried over, unless it names one of them.
std::optional<Suggestion> suggestTraits(const clang::ASTContext& Context, clang::FileID File);

} // namespace async_trait_gen
