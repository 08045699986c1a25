//===- Configuration.h - What a configuration adds to a model ---*- C++ -*-===//
//
// In: a header's model, as extraction read it, and the configuration of each
// file. Out: the same model with the names and defaults that these give.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/ParsedUnit.h"
#include "model/Model.h"
#include "options/Config.h"
#include "options/Options.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace async_trait_gen {

/// The configuration of a file that Clang has opened under that name.
using ConfigLookup = llvm::function_ref<Config(llvm::StringRef File)>;

/// Completes the traits of \p Header, which were read from \p File, and their
/// supertraits: each has the configuration of the file that it stands in, since
/// that is what its own output is made with. Names that collide only now, or
/// that no trait header declares, are reported to the diagnostics of \p Unit, those of \p Outputs
/// alone.
void configure(model::Header& Header, const ParsedUnit& Unit, clang::FileID File,
               ConfigLookup Lookup, const std::vector<OutputKind>& Outputs);

} // namespace async_trait_gen
