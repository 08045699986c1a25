//===- FileChecks.h - Trait language where there is no trait ----*- C++ -*-===//
//
// In: a whole file. Out: an error for each `async<R>` that is not the
// result of a trait's method, for each trait that is named as a type, and for
// each attribute that Clang did not take to a declaration, such as one in a
// function's body.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/ParsedUnit.h"
#include "extraction/TraitFinder.h"

namespace async_trait_gen {

/// \p Traits are those of \p File.
void checkFile(const ParsedUnit& Unit, clang::FileID File, const FoundTraits& Traits);

} // namespace async_trait_gen
