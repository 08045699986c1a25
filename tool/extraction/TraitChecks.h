//===- TraitChecks.h - What cannot be a trait -------------------*- C++ -*-===//
//
// In: an annotated class. Out: an error at the token of each thing in it that
// no trait can have. What passes can be read without looking twice.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/TokenStream.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace async_trait_gen {

/// Reports to the diagnostics of \p Context every reason why \p Definition is
/// not a trait.
void checkTrait(const clang::CXXRecordDecl& Definition, const TokenStream& Tokens,
                clang::ASTContext& Context);

} // namespace async_trait_gen
