//===- ParsedUnit.h - A finished parse, by files ----------------*- C++ -*-===//
//
// In: a parse at its end, and what was recorded of it. Out: the same sorted by
// files, since one parse can be that of many headers.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/HeaderScope.h"
#include "extraction/TokenStream.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/ArrayRef.h"

#include <map>
#include <vector>

namespace async_trait_gen {

class ParsedUnit {
public:
  /// Both must outlive the unit.
  ParsedUnit(clang::ASTContext& TheContext, const SourceRecord& Record);

  clang::ASTContext& context() const { return Context; }
  const clang::SourceManager& sources() const { return Context.getSourceManager(); }
  const TokenStream& tokens() const { return Tokens; }
  const IncludeGraph& includes() const { return Includes; }

  /// What \p File, which has a name, sees.
  HeaderScope scopeOf(clang::FileID File) const;

  /// The indices of the tokens that stand in \p File.
  llvm::ArrayRef<std::size_t> tokensIn(clang::FileID File) const;

  /// The outermost declarations in \p File.
  llvm::ArrayRef<clang::Decl*> declarationsIn(clang::FileID File) const;

  llvm::ArrayRef<ComputedInclude> computedIncludes() const { return ComputedIncludes; }

private:
  clang::ASTContext& Context;
  const IncludeGraph& Includes;
  llvm::ArrayRef<ComputedInclude> ComputedIncludes;
  TokenStream Tokens;
  std::map<clang::FileID, std::vector<std::size_t>> TokensByFile;
  std::map<clang::FileID, std::vector<clang::Decl*>> DeclarationsByFile;
};

} // namespace async_trait_gen
