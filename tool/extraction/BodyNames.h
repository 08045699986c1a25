//===- BodyNames.h - What function bodies declare by themselves -*- C++ -*-===//
//
// In: the AST of a body that was parsed as part of a template. Out: the places
// where it names what it declares itself, as opposed to what the trait or a
// namespace declares.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclCXX.h"

#include <vector>

namespace async_trait_gen {

/// The declarations in the body of \p Method, and every use of them and of its
/// parameters.
std::vector<clang::SourceLocation> ownNamesIn(const clang::CXXMethodDecl& Method);

} // namespace async_trait_gen
