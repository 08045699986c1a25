//===- FrontEnd.h - From a trait header's path to its model -----*- C++ -*-===//
//
// In: a trait header, and the flags that it is compiled with. Out: its model
// and the files that it was read from, or diagnostics. Runs Clang, and
// extraction at the end of the parse.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/FlagSource.h"
#include "frontend/Installation.h"
#include "model/Model.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace async_trait_gen {

struct ParsedHeader {
  model::Header Model;
  /// The header itself, as its path was given, and everything that it includes,
  /// system headers too.
  std::vector<std::string> Dependencies;
};

/// Reads trait headers. One object serves one thread at a time.
class FrontEnd {
public:
  /// Diagnostics go to \p Errors in Clang's text form, coloured where that
  /// is a terminal, and each only once in the object's life.
  FrontEnd(Installation Headers, FlagSource Source, llvm::raw_ostream& Errors);

  /// Parses the file at \p Path. Nothing comes back when it has errors, all of
  /// which have then been reported. Throws a Failure with ExitCode::FileError
  /// when there is no such file, or with ExitCode::BadUsage for broken flags.
  std::optional<ParsedHeader> parse(const std::string& Path);

  /// The same for a header that exists only in memory, as if \p Content were in
  /// a file at \p Path.
  std::optional<ParsedHeader> parseText(const std::string& Path, const std::string& Content);

private:
  using FileSystemPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;
  std::optional<ParsedHeader> parseIn(FileSystemPtr Files, const std::string& Path);

  Installation Installed;
  FlagSource Flags;
  llvm::raw_ostream& Diagnostics;
  std::set<std::string> Reported;
};

} // namespace async_trait_gen
