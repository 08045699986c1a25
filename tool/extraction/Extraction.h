//===- Extraction.h - From Clang's AST to the model -------------*- C++ -*-===//
//
// In: a finished parse of one trait header and the record of what the
// preprocessor did in it. Out: the model, or errors in Clang's diagnostics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/SourceRecord.h"
#include "model/Model.h"

#include <optional>

namespace clang {
class CompilerInstance;
}

namespace async_trait_gen {

/// Reads the main file of \p Compiler, which is at the end of its parse, into a
/// model. Every mistake is reported to its diagnostics at its token; when there
/// is any, Clang's own included, the result is empty. \p Record must have been
/// filled during the same parse, which skipped function bodies, and the attribute
/// must have been registered before it (Attribute.h). Traits with provided
/// bodies or bounds make it parse once more, in memory (BodyParse.h).
std::optional<model::Header> extract(clang::CompilerInstance& Compiler, const SourceRecord& Record);

} // namespace async_trait_gen
