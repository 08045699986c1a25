//===- BodyNames.h - What function bodies declare by themselves -*- C++ -*-===//
//
// In: the AST of a function, with its body where that was parsed. Out: the places
// where it names what it declares itself, as opposed to what the trait or a
// namespace declares; and what else of it tokens alone do not tell.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclCXX.h"

#include <vector>

namespace async_trait_gen {

struct BodyNames {
  /// What the function declares, and every use of it.
  std::vector<clang::SourceLocation> Own;
  /// The types, or concepts, behind an `->` that is no access to a member.
  std::vector<clang::SourceLocation> BehindArrow;
  /// The `(` of `(co_await x).name`.
  std::vector<clang::SourceLocation> AwaitedObjects;
  /// The `*` of `[*this]`.
  std::vector<clang::SourceLocation> Copies;
};
BodyNames namesIn(const clang::CXXMethodDecl& Method);

/// Whether \p Body has a `return` of its own.
bool returns(const clang::Stmt& Body);

} // namespace async_trait_gen
