//===- TextCapture.h - From tokens to the model's text ----------*- C++ -*-===//
//
// In: a range of the recorded tokens. Out: their text, spaced as in the source,
// with each name that another scope could change as a piece of its own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/BodyParse.h"
#include "extraction/NameLookup.h"
#include "extraction/TokenStream.h"
#include "model/Model.h"

namespace async_trait_gen {

class TextCapture {
public:
  TextCapture(const TokenStream& TheTokens, const BodyFacts& TheBodies, const NameLookup& TheNames,
              clang::ASTContext& TheContext)
      : Tokens(TheTokens), Bodies(TheBodies), Names(TheNames), Context(TheContext) {}

  /// The text of \p Range; names in \p Locals mean what the method declares.
  model::Text capture(TokenRange Range, const LocalNames& Locals = {}) const;

  /// The text of several ranges as if they stood side by side.
  model::Text capture(const std::vector<TokenRange>& Ranges, const LocalNames& Locals = {}) const;

  /// A body with its braces, comments and line breaks. Macros in it stay as they
  /// are written, unless a directive stands in the body, a name of the trait
  /// comes out of a macro, or a macro is defined in the trait and so is gone from
  /// the output; then it is the expanded text.
  model::Text captureBody(TokenRange Range, const LocalNames& Locals) const;

  /// The text \p Source, which is no part of the file's tokens but stands, for
  /// the lookup of its names, at \p Where.
  model::Text captureString(llvm::StringRef Source, clang::SourceLocation Where) const;

  /// Whether the namespaces around the trait have the name of its member \p D, too.
  bool isDeclaredAround(const clang::NamedDecl& D) const;

private:
  /// What some tokens say, up to one of them.
  struct Reading {
    model::Text What;
    std::size_t End = 0;
    bool IsOfTrait = false; ///< Whether it cannot stay as it is written.
  };
  Reading literalAt(std::size_t Index) const;
  Reading readAt(std::size_t Index, const LocalNames& Locals) const;
  /// What the identifier at \p Index means as the first or only part of a name.
  model::Piece meaningOf(std::size_t Index) const;
  model::Piece nameAt(std::size_t Index, const LocalNames& Locals) const;
  bool isQualified(std::size_t Index) const;

  const TokenStream& Tokens;
  const BodyFacts& Bodies;
  const NameLookup& Names;
  clang::ASTContext& Context;
};

/// Appends \p Added to \p Target, joining what is verbatim on both sides.
void append(model::Text& Target, model::Piece Added);

} // namespace async_trait_gen
