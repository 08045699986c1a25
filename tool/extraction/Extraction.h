//===- Extraction.h - From Clang's AST to the model -------------*- C++ -*-===//
//
// In: a trait header of a finished parse. Out: the model, or errors in Clang's
// diagnostics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/ParsedUnit.h"
#include "model/Model.h"

#include <optional>

namespace clang {
class CompilerInstance;
}

namespace async_trait_gen {

/// Reads \p Header into a model. \p Unit is what \p Compiler has parsed; it
/// skipped function bodies, and the attribute was registered before (Attribute.h).
/// Every mistake is reported to its diagnostics at its token; when there is any,
/// Clang's own included, the result is empty. Traits with provided bodies or bounds
/// make it parse once more, in memory (BodyParse.h).
std::optional<model::Header> extract(clang::CompilerInstance& Compiler, const ParsedUnit& Unit,
                                     clang::FileID Header);

} // namespace async_trait_gen
