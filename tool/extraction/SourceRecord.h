//===- SourceRecord.h - What the preprocessor saw ---------------*- C++ -*-===//
//
// The AST does not keep tokens. This watches a Preprocessor while it works and
// keeps the expanded tokens of the headers that are read and of every file with a
// trait, and which file includes which.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/IncludeGraph.h"

#include "clang/Lex/Token.h"

#include <string>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace async_trait_gen {

/// An include whose name a macro makes.
struct ComputedInclude {
  clang::SourceLocation Where; ///< Of the macro.
  std::string Name;
};

struct SourceRecord {
  /// Starts recording for a parse of \p Headers. Call it before the first token is
  /// lexed, from FrontendAction::BeginSourceFileAction; the record must outlive
  /// the parse.
  void watch(clang::Preprocessor& PP, FileSet Headers);

  std::vector<clang::Token> Tokens; ///< Expanded, in the order of the parse.
  IncludeGraph Includes;
  std::vector<ComputedInclude> ComputedIncludes;
};

} // namespace async_trait_gen
