//===- IncludeGraph.h - Which file includes which ---------------*- C++ -*-===//
//
// In: a preprocessor at work. Out: for each file, all that it includes, though
// an include guard may have kept it from being read again.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/FileEntry.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class Preprocessor;
}

namespace async_trait_gen {

/// Files whatever their names.
using FileSet = llvm::DenseSet<const clang::FileEntry*>;

class IncludeGraph {
public:
  /// Starts recording. Call it before the first token is lexed; the graph must
  /// outlive the parse.
  void watch(clang::Preprocessor& PP);

  /// \p File and what it includes, directly or not, with what the compiler's
  /// flags put in front of every file.
  FileSet closureOf(const clang::FileEntry& File) const;

private:
  class Recorder;

  llvm::DenseMap<const clang::FileEntry*, FileSet> Included;
  FileSet BeforeAll;
};

} // namespace async_trait_gen
