//===- TokenStream.h - The recorded tokens, found by place ------*- C++ -*-===//
//
// In: what the preprocessor recorded. Out: tokens by index, an index for each
// of the AST's locations, and the bracket arithmetic that reading needs.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/SourceRecord.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// A token with its text.
struct SourceToken {
  clang::tok::TokenKind Kind = clang::tok::unknown;
  clang::SourceLocation Where;
  std::string Spelling;
  bool SpaceBefore = false;
  clang::IdentifierInfo* Identifier = nullptr; ///< Of identifiers and keywords.
};

/// Indices of tokens, the last one not included.
struct TokenRange {
  std::size_t Begin = 0;
  std::size_t End = 0;
  bool empty() const { return Begin >= End; }
};

/// Every `>>` is two tokens here, so that each of the AST's `>` has its own.
class TokenStream {
public:
  TokenStream(const SourceRecord& Record, const clang::SourceManager& Sources,
              const clang::LangOptions& Language);

  std::size_t size() const { return Tokens.size(); }
  const SourceToken& operator[](std::size_t Index) const { return Tokens[Index]; }

  /// Whether the token at \p Index is there and of this kind.
  bool is(std::size_t Index, clang::tok::TokenKind Kind) const {
    return Index < Tokens.size() && Tokens[Index].Kind == Kind;
  }

  /// The token that the AST means by \p Where; none in a file that was not
  /// recorded.
  std::optional<std::size_t> find(clang::SourceLocation Where) const;

  /// The index behind the bracket that closes the one at \p Open, which is any
  /// of `(`, `[` and `{`.
  std::size_t skipBrackets(std::size_t Open) const;

  /// The index behind the `>` that closes the `<` at \p Open; size() if none does.
  std::size_t skipAngles(std::size_t Open) const;

  /// The first token of \p Kind in \p Range outside of all brackets; the
  /// range's end when there is none.
  std::size_t findOutsideBrackets(TokenRange Range, clang::tok::TokenKind Kind) const;

  /// The index behind the `[[...]]` or `__attribute__((...))` at \p Begin;
  /// \p Begin itself when there is none.
  std::size_t skipAttribute(std::size_t Begin) const;

  /// The index of the first of the `[[...]]` that end right in front of \p End.
  std::size_t beforeAttributes(std::size_t End) const;

  /// Cuts \p Range at its commas outside of all brackets, angles included.
  std::vector<TokenRange> splitAtCommas(TokenRange Range) const;

private:
  void add(SourceToken Token);

  const clang::SourceManager& Sources;
  std::vector<SourceToken> Tokens;
  llvm::DenseMap<clang::SourceLocation, std::size_t> Places;
};

} // namespace async_trait_gen
