//===- Places.h - Locations in the words of the model -----------*- C++ -*-===//
//
// In: Clang's locations. Out: the model's lines and columns, and back.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include "clang/Basic/SourceManager.h"

namespace async_trait_gen {

/// Where \p Where stands in its file; for what a macro made, where the macro is
/// used.
inline model::Location placeOf(clang::SourceLocation Where, const clang::SourceManager& Sources) {
  return {Sources.getExpansionLineNumber(Where), Sources.getExpansionColumnNumber(Where)};
}

/// The location of \p Place in \p File.
inline clang::SourceLocation locationOf(model::Location Place, clang::FileID File,
                                        const clang::SourceManager& Sources) {
  return Sources.translateLineCol(File, Place.Line, Place.Column);
}

/// The file where \p Where stands or where its macro is used.
inline clang::FileID fileOf(clang::SourceLocation Where, const clang::SourceManager& Sources) {
  return Sources.getFileID(Sources.getExpansionLoc(Where));
}

} // namespace async_trait_gen
