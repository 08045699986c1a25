//===- Attribute.h - [[async_trait_v2]] in Clang ----------------*- C++ -*-===//
//
// In: the attribute as the parser meets it. Out: the options on the
// declaration, already checked against the place where they stand.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclBase.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// Makes sure that the attribute is known to Clang in this program: the call
/// keeps the registration from being dropped by the linker. Call it once before
/// the first parse; calling it again does no harm.
void registerTraitAttribute();

/// One string literal of the attribute.
struct AttributeOption {
  std::string Value;
  clang::SourceLocation Where;
};

/// Whether \p D has the attribute, itself or from an earlier declaration.
bool hasTraitAttribute(const clang::Decl& D);

/// Its options, in the order of the source, those of its other declarations included; none when
/// there is no attribute.
std::vector<AttributeOption> optionsOf(const clang::Decl& D);

/// The constraint of a bound, an option of an associated type, without `requires`.
llvm::StringRef constraintOf(const AttributeOption& Bound);

/// The type that \p Option of a trait, a `storage=` or `future=`, names for an async
/// method's \p Result. Empty for other options, and for the runtime's own types,
/// which a trait header need not know.
std::string typeNamedBy(const AttributeOption& Option, llvm::StringRef Result);

/// What the trait \p D says with `dyn=NAME`; empty when it says nothing.
std::string dynNameOf(const clang::Decl& D);

/// Where the attribute's name stands on this declaration; none when it is
/// inherited or not there.
std::vector<clang::SourceLocation> attributeLocations(const clang::Decl& D);

/// The attribute's name.
inline constexpr char TraitAttributeName[] = "async_trait_v2";

} // namespace async_trait_gen
