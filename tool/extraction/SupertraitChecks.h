//===- SupertraitChecks.h - What a trait would have twice -------*- C++ -*-===//
//
// In: an annotated class whose bases are traits. Out: an error for each method
// that it has from a supertrait already, and for each generic supertrait that it
// has with two lists of arguments.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace async_trait_gen {

/// Reports to the diagnostics of \p Context. Where bases depend on the trait's own
/// parameters, only what is certain for all arguments.
void checkSupertraits(const clang::CXXRecordDecl& Trait, clang::ASTContext& Context);

} // namespace async_trait_gen
