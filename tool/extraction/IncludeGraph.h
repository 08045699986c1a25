//===- IncludeGraph.h - Which file includes which ---------------*- C++ -*-===//
//
// In: a preprocessor at work. Out: for each file, all that it includes, though
// an include guard may have kept it from being read again.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/FileEntry.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <string>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace async_trait_gen {

/// Files whatever their names.
using FileSet = llvm::DenseSet<const clang::FileEntry*>;

/// Whether the standard library has a header of that name, which comes without brackets.
bool isStandardName(llvm::StringRef Name);

/// One place where a file includes another, or asks whether it is there.
struct Inclusion {
  const clang::FileEntry* File = nullptr;
  const clang::DirectoryEntry* Directory = nullptr; ///< The one where it was found.
  std::string Name;                                 ///< As Clang opened it.
  std::string FromThere; ///< Its name from the includer's directory, if it was found there.
  clang::SrcMgr::CharacteristicKind Kind = clang::SrcMgr::C_User;
  bool IsQuestion = false;   ///< `__has_include`.
  bool IsOfStandard = false; ///< A header of the standard library, by its name.
  clang::FileID Entered;     ///< Invalid where a guard kept it from being read again.
};

class IncludeGraph {
public:
  /// Starts recording. Call it before the first token is lexed; the graph must
  /// outlive the parse.
  void watch(clang::Preprocessor& PP);

  /// Adds that \p From includes \p File, which this preprocessor does not see since
  /// it was precompiled.
  void addUnseen(const clang::FileEntry& From, const clang::FileEntry& File);

  /// \p File and what it includes, directly or not, with what the compiler's
  /// flags put in front of every file.
  FileSet closureOf(const clang::FileEntry& File) const;

  /// What the compiler's flags put in front of every file, and all that it includes.
  FileSet closureBeforeAll() const;

  /// The headers of the standard library, and all that they include.
  FileSet closureOfStandard() const;

  /// Each time that \p File was read.
  llvm::ArrayRef<clang::FileID> readingsOf(const clang::FileEntry& File) const;

  /// What one reading of a file met, in its order; nothing where there was none.
  llvm::ArrayRef<Inclusion> inclusionsIn(clang::FileID Reading) const;

  /// What the compiler's flags put in front of every file.
  llvm::ArrayRef<Inclusion> inclusionsBeforeAll() const { return BeforeAll; }

  /// Whether \p File gives what its includer asks for, with `__need_` and a name, as
  /// the C library's headers ask the compiler's.
  bool isOnDemand(const clang::FileEntry& File) const { return OnDemand.contains(&File); }

  /// Every file that was read.
  std::vector<const clang::FileEntry*> files() const;

private:
  class Recorder;

  void addReachable(const clang::FileEntry& Start, FileSet& Result) const;

  llvm::DenseMap<const clang::FileEntry*, std::vector<clang::FileID>> Readings;
  llvm::DenseMap<const clang::FileEntry*, FileSet> Included;
  llvm::DenseMap<clang::FileID, std::vector<Inclusion>> Inclusions;
  std::vector<Inclusion> BeforeAll;
  FileSet OnDemand;
};

} // namespace async_trait_gen
