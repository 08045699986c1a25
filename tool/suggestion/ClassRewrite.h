//===- ClassRewrite.h - From one class to one trait -------------*- C++ -*-===//
//
// In: a class with virtual methods, and its text. Out: the changes that make a trait of
// the text, and what it cannot have.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "suggestion/Edits.h"
#include "suggestion/FileTokens.h"
#include "suggestion/Interfaces.h"
#include "suggestion/LostTypes.h"
#include "suggestion/Suggestion.h"

#include "clang/AST/DeclCXX.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// The text of a class, in a file, as that of a trait.
class ClassRewrite {
public:
  /// \p TheClass is one of \p TheTraits. All but \p TheLost must outlive this object.
  ClassRewrite(const clang::CXXRecordDecl& TheClass, const Interfaces& TheTraits, LostTypes TheLost,
               llvm::StringRef TheContent, const FileTokens& TheTokens);

  /// The edit that replaces all of the class, its template's head and its comment included.
  Edit take();

  /// What take() has not carried over.
  const std::vector<Remark>& remarks() const { return Remarks; }

private:
  void rewriteHead();
  void rewriteMembers();
  void rewriteMember(const clang::Decl& D, Stretch Part);
  void rewriteVariable(const clang::VarDecl& D, Stretch Part);
  void rewriteMethod(const clang::CXXMethodDecl& D, Stretch Part);
  /// Takes away what only a virtual method has. Returns where the body began.
  std::optional<std::size_t> removeSpecifiers(Stretch Part);
  void noteCandidate(const clang::CXXMethodDecl& D, Stretch Part, std::optional<std::size_t> Body);
  void hoist(const clang::TagDecl& D, Stretch Part);
  void drop(Stretch Part);
  void refuse(const clang::Decl& D, Stretch Part, const std::string& Why);

  /// Empty for a method that a trait can have.
  std::string whyNoMethod(const clang::CXXMethodDecl& D, Stretch Part) const;
  /// The member with the most to say whose place is in \p Part.
  const clang::Decl* memberIn(Stretch Part) const;
  std::size_t offsetOf(clang::SourceLocation Where) const;
  Stretch stretchOf(clang::SourceRange Range) const;

  const clang::CXXRecordDecl& Class;
  const Interfaces& Traits;
  LostTypes Lost; ///< The class's own as well.
  llvm::StringRef Content;
  const FileTokens& Tokens;
  std::vector<Edit> Edits;
  std::string Hoisted; ///< Types that go in front of the trait.
  std::vector<Remark> Remarks;
};

} // namespace async_trait_gen
