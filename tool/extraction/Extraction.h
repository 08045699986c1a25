//===- Extraction.h - From Clang's AST to the model -------------*- C++ -*-===//
//
// In: a finished parse of one trait header and the record of what the
// preprocessor did in it. Out: the model, or errors in Clang's diagnostics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/SourceRecord.h"
#include "model/Model.h"

#include "clang/AST/ASTContext.h"

#include <optional>

namespace async_trait_gen {

/// Reads the main file of \p Context into a model. Every mistake is reported to
/// the diagnostics engine of \p Context at its token; when there is any, Clang's
/// own included, the result is empty. \p Record must have been filled during
/// the same parse, which should have skipped function bodies, and the attribute
/// must have been registered before it (Attribute.h).
std::optional<model::Header> extract(clang::ASTContext& Context, const SourceRecord& Record);

} // namespace async_trait_gen
