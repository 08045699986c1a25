//===- HeaderScope.h - What a header sees of a parse ------------*- C++ -*-===//
//
// In: a parse, which can be that of many headers, and the files that one of them
// includes. Out: whether a declaration is one that this header sees.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/IncludeGraph.h"
#include "extraction/Places.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

#include <optional>

namespace async_trait_gen {

class HeaderScope {
public:
  /// All of the parse.
  explicit HeaderScope(clang::ASTContext& TheContext) : Context(TheContext) {}

  /// What stands in \p TheFiles.
  HeaderScope(clang::ASTContext& TheContext, FileSet TheFiles)
      : Context(TheContext), Files(std::move(TheFiles)) {}

  clang::ASTContext& context() const { return Context; }

  bool sees(const clang::Decl& D) const {
    return llvm::any_of(D.redecls(), [this](const clang::Decl* One) {
      return One->getLocation().isInvalid() || contains(One->getLocation());
    });
  }

  /// Whether it is declared in front of \p Where.
  bool seesBefore(const clang::Decl& D, clang::SourceLocation Where) const {
    return llvm::any_of(D.redecls(),
                        [&](const clang::Decl* One) { return seesThisBefore(*One, Where); });
  }

  /// The same of one declaration, such as the definition.
  bool seesThisBefore(const clang::Decl& D, clang::SourceLocation Where) const {
    const clang::SourceLocation Place = D.getLocation();
    return Place.isInvalid() ||
           (contains(Place) && Context.getSourceManager().isBeforeInTranslationUnit(Place, Where));
  }

private:
  bool contains(clang::SourceLocation Place) const {
    const clang::SourceManager& Sources = Context.getSourceManager();
    return !Files || Files->contains(Sources.getFileEntryForID(fileOf(Place, Sources)));
  }

  clang::ASTContext& Context;
  std::optional<FileSet> Files;
};

} // namespace async_trait_gen
