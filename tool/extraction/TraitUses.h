//===- TraitUses.h - Where a trait is named as a type -----------*- C++ -*-===//
//
// In: a declaration. Out: the tokens in it at which a trait stands for a type,
// which the output has not: there a trait is a concept.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclCXX.h"

#include <vector>

namespace async_trait_gen {

struct TraitUse {
  const clang::CXXRecordDecl* Trait = nullptr;
  clang::SourceLocation Where;
};

/// Looks at \p D and all inside of it. The name of a supertrait, at its place,
/// is no such use.
std::vector<TraitUse> traitsNamedAsTypes(clang::Decl& D);

/// Says at \p Where, the place of \p Use, what to write instead.
void reportTraitAsType(clang::DiagnosticsEngine& Engine, const TraitUse& Use,
                       clang::SourceLocation Where);

} // namespace async_trait_gen
