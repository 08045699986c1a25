//===- NameChecks.h - Names that would collide in the output ----*- C++ -*-===//
//
// In: the traits of a header, as the model has them. Out: an error for each two
// things that would have one name in the generated header.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/HeaderScope.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"

#include <memory>
#include <vector>

namespace async_trait_gen {

/// A trait on both sides of the pipeline.
struct ReadTrait {
  const clang::CXXRecordDecl* Definition = nullptr;
  std::shared_ptr<const model::Trait> Model;
};

/// Reports the collisions inside of each of \p Traits, between them, and with
/// what else their namespaces declare that \p Scope sees.
void checkNames(const std::vector<ReadTrait>& Traits, const HeaderScope& Scope);

/// The same for the \p Wanted name, which only exists where it is asked for; \p What is what
/// messages call it.
void checkCompanionNames(const std::vector<ReadTrait>& Traits, const HeaderScope& Scope,
                         std::string model::TraitNames::* Wanted, llvm::StringRef What);

/// Whether an earlier declaration of the trait's Dyn struct has default
/// arguments.
bool hasDynDefaults(const ReadTrait& T, const HeaderScope& Scope);

} // namespace async_trait_gen
