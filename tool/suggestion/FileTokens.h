//===- FileTokens.h - The tokens of a file, by offset -----------*- C++ -*-===//
//
// In: the characters of a file. Out: its tokens as they are written, without comments
// and directives, and where the declarations that they make up begin and end.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <vector>

namespace async_trait_gen {

/// A part of a file, by offsets; the end is not included.
struct Stretch {
  std::size_t Begin = 0;
  std::size_t End = 0;
};

class FileTokens {
public:
  /// \p Content must outlive this object.
  FileTokens(llvm::StringRef Content, const clang::LangOptions& Language);

  std::size_t size() const { return Tokens.size(); }
  Stretch operator[](std::size_t Index) const { return Tokens[Index]; }
  llvm::StringRef text(std::size_t Index) const;

  /// The first token that begins at \p Offset or behind it.
  std::size_t at(std::size_t Offset) const;

  /// The index behind the bracket that closes the one at \p Open, which is any of `(`,
  /// `[` and `{`.
  std::size_t skipBrackets(std::size_t Open) const;

  /// The index behind the declaration that begins at \p First: its `;`, or the `}` of its
  /// body.
  std::size_t endOfDeclaration(std::size_t First) const;

  /// Where the declaration begins whose specifiers begin with the token at \p Index: its
  /// attributes belong to it, and what is in front on the same line, such as a macro that
  /// stands for one.
  std::size_t beginOfDeclaration(std::size_t Index) const;

  /// Whether one of the tokens in \p Part is \p Word.
  bool names(Stretch Part, llvm::StringRef Word) const;

private:
  llvm::StringRef Content;
  std::vector<Stretch> Tokens;
};

} // namespace async_trait_gen
