//===- FileOutline.h - What a file's characters say by themselves -*- C++ -*-===//
//
// In: the characters of a file. Out: the words that it uses, and what of it could
// matter to the files that are read behind it or depends on those in front of it,
// whatever the words mean. Inactive branches of conditions count, too.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

namespace async_trait_gen {

struct FileOutline {
  /// Its identifiers, and the words of its string literals: a bound is one.
  llvm::StringSet<> Words;
  /// Those that stand above its last `#include`.
  llvm::StringSet<> WordsAboveIncludes;
  /// All includes come before anything that is no directive.
  bool IncludesComeFirst = true;
  /// No `#pragma` stays in force behind the file: those
  /// that it may have are `once`, regions, and `diagnostic` between `push` and `pop`.
  bool EndsItsPragmas = true;
  /// Nothing in it tells how it was reached, such as `__FILE__` and `__COUNTER__`.
  bool IsTheSameEverywhere = true;
};

FileOutline outlineOf(llvm::StringRef Content, const clang::LangOptions& Language);

/// Calls \p Visit with each word of \p Text, whatever it is.
template <class Visitor>
void forEachWord(llvm::StringRef Text, const Visitor& Visit) {
  const auto IsPart = [](char C) {
    return llvm::isAlnum(C) || C == '_' || C == '$' || (static_cast<unsigned char>(C) & 0x80U) != 0;
  };
  for (std::size_t Begin = 0; Begin < Text.size();) {
    std::size_t End = Begin;
    while (End < Text.size() && IsPart(Text[End]))
      ++End;
    if (End != Begin)
      Visit(Text.slice(Begin, End));
    Begin = End + 1;
  }
}

} // namespace async_trait_gen
