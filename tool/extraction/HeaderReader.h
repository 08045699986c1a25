//===- HeaderReader.h - The text around the traits --------------*- C++ -*-===//
//
// In: the main file and its traits. Out: the header's elements, from the first
// byte to the last.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/SourceText.h"
#include "extraction/TokenStream.h"
#include "model/Model.h"

#include "clang/AST/DeclCXX.h"

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

namespace async_trait_gen {

/// A stretch of the main file, by offsets, and what comes in its place.
struct Replacement {
  std::size_t Begin = 0;
  std::size_t End = 0;
  std::variant<model::Verbatim, model::RuntimeInclude, model::Trait> By;
};

/// Whether an include of \p Name is another one in the output.
bool isMappedInclude(llvm::StringRef Name);

/// What the includes of trait headers and of the runtime become.
std::vector<Replacement> mapIncludes(const SourceText& Source);

/// From the declaration's first token through its `;`, a template's head
/// included.
Replacement replaceDeclaration(const clang::CXXRecordDecl& D, const TokenStream& Tokens,
                               const clang::SourceManager& Sources, model::Trait By);

/// The same for one that has no place in the output; its line goes with it if
/// nothing else is on it.
Replacement removeDeclaration(const clang::CXXRecordDecl& D, const TokenStream& Tokens,
                              const clang::SourceManager& Sources, llvm::StringRef Content);

/// \p Content with \p Changes made, which do not overlap.
std::vector<std::variant<model::Verbatim, model::RuntimeInclude, model::Trait>>
applyChanges(llvm::StringRef Content, std::vector<Replacement> Changes);

} // namespace async_trait_gen
