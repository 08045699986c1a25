//===- SourceRecord.h - What the preprocessor saw ---------------*- C++ -*-===//
//
// The AST does not keep tokens. This watches a Preprocessor while it works and
// keeps the expanded tokens of the main file and of every file with a trait.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Lex/Token.h"

#include <vector>

namespace clang {
class Preprocessor;
}

namespace async_trait_gen {

/// The expanded tokens, in the order of the parse.
struct SourceRecord {
  /// Starts recording. Call it before the first token is lexed, from
  /// FrontendAction::BeginSourceFileAction; the record must outlive the parse.
  void watch(clang::Preprocessor& PP);

  std::vector<clang::Token> Tokens;
};

} // namespace async_trait_gen
