//===- MacroRecord.h - Which files define a macro ---------------*- C++ -*-===//
//
// In: a preprocessor at work. Out: for each macro the files that define it or end it,
// and those that use it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/IncludeGraph.h"

#include "clang/Basic/IdentifierTable.h"
#include "llvm/ADT/StringMap.h"

#include <utility>

namespace async_trait_gen {

struct MacroRecord {
  /// Starts recording. Call it before the first token is lexed; the record must
  /// outlive the parse.
  void watch(clang::Preprocessor& PP);

  llvm::StringMap<FileSet> Definers;
  llvm::DenseSet<std::pair<const clang::FileEntry*, const clang::IdentifierInfo*>> Uses;
};

} // namespace async_trait_gen
