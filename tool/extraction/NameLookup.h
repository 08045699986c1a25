//===- NameLookup.h - What an unqualified name in a trait means -*- C++ -*-===//
//
// In: an identifier and where it stands. Out: the piece of the model that it
// is, found by C++'s own rules for unqualified names: the trait and its
// supertraits, its template parameters, the namespaces around it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/HeaderScope.h"
#include "model/Model.h"

#include "clang/AST/DeclCXX.h"

#include "llvm/ADT/SmallPtrSet.h"

#include <set>
#include <string>

namespace async_trait_gen {

/// Names that a function's own scope declares.
using LocalNames = std::set<std::string, std::less<>>;

class NameLookup {
public:
  /// \p TheTrait is a definition; \p TheScope must outlive the lookup.
  NameLookup(const clang::CXXRecordDecl& TheTrait, const HeaderScope& TheScope)
      : Trait(TheTrait), Scope(TheScope) {}

  /// What \p Name means at \p Where; names that nothing declares are verbatim. In front of a
  /// `::`, where \p IsQualifier, it cannot mean a method or a constant.
  model::Piece resolve(clang::IdentifierInfo& Name, clang::SourceLocation Where,
                       bool IsQualifier) const;

  /// What the literal \p Spelling at \p Where is; one whose \p Suffix is not the language's
  /// own has an operator somewhere around.
  model::Piece resolveLiteral(std::string Spelling, llvm::StringRef Suffix,
                              clang::SourceLocation Where) const;

  /// The definition of the trait that \p Path, a name behind those of namespaces,
  /// means at \p Where; nothing when it means something else.
  const clang::CXXRecordDecl* findTrait(llvm::ArrayRef<clang::IdentifierInfo*> Path,
                                        clang::SourceLocation Where) const;

  /// What the namespaces around the trait have declared by that name before \p Where.
  const clang::NamedDecl* findAround(clang::DeclarationName Name,
                                     clang::SourceLocation Where) const;

  /// Whether the trait has or inherits a member of that name.
  bool hasMember(clang::IdentifierInfo& Name) const;

  /// Whether \p Other, a definition, is the trait or one of its supertraits.
  bool isAncestor(const clang::CXXRecordDecl& Other) const;

  /// Whether something is declared before \p Where that \p Path, a name behind those
  /// of namespaces, can mean there; members of classes are not looked for.
  bool isDeclared(llvm::ArrayRef<clang::IdentifierInfo*> Path, clang::SourceLocation Where) const;

  const clang::CXXRecordDecl& trait() const { return Trait; }
  clang::ASTContext& context() const { return Scope.context(); }

private:
  const clang::NamedDecl* findIn(const clang::DeclContext& Space, clang::DeclarationName Name,
                                 clang::SourceLocation Where,
                                 llvm::SmallPtrSetImpl<const clang::DeclContext*>& Searched) const;
  bool isIncomplete(const clang::NamedDecl& D, clang::SourceLocation Where) const;

  const clang::CXXRecordDecl& Trait;
  const HeaderScope& Scope;
};

/// The trait that \p Base names, or nothing when it is no trait.
const clang::CXXRecordDecl* traitOf(const clang::CXXBaseSpecifier& Base);

} // namespace async_trait_gen
