//===- TraitReader.h - From a checked class to a trait ----------*- C++ -*-===//
//
// In: the definition of an annotated class that has passed the checks, and the
// recorded tokens. Out: the model's trait, its supertraits with it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/BodyParse.h"
#include "extraction/HeaderScope.h"
#include "extraction/SourceText.h"
#include "extraction/TokenStream.h"
#include "model/Model.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

#include <map>
#include <memory>

namespace async_trait_gen {

/// Reads each trait once. Not for use by several threads.
class TraitReader {
public:
  /// All of them must outlive the reader.
  TraitReader(const HeaderScope& TheScope, const TokenStream& TheTokens, const BodyFacts& TheBodies)
      : Scope(TheScope), Context(TheScope.context()), Tokens(TheTokens), Bodies(TheBodies) {}

  /// Null when the text of \p Definition or of a supertrait was not recorded;
  /// that is reported.
  std::shared_ptr<const model::Trait> read(const clang::CXXRecordDecl& Definition);

private:
  std::shared_ptr<const model::Trait> readNew(const clang::CXXRecordDecl& Definition);
  model::Comment documentation(const clang::CXXRecordDecl& Definition);
  const SourceText& sourceAt(clang::SourceLocation Where);

  const HeaderScope& Scope;
  clang::ASTContext& Context;
  const TokenStream& Tokens;
  const BodyFacts& Bodies;
  llvm::DenseMap<const clang::CXXRecordDecl*, std::shared_ptr<const model::Trait>> Known;
  std::map<clang::FileID, SourceText> Sources;
};

} // namespace async_trait_gen
