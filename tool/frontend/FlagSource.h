//===- FlagSource.h - Which flags belong to a header ------------*- C++ -*-===//
//
// In: a compilation database, flags from the command line, or neither. Out: for
// each header the command line of a compiler and the directory to run it in.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Tooling/CompilationDatabase.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// A compiler's command line as a build has it, not yet made fit for a header.
struct BuildCommand {
  std::string Directory; ///< Absolute.
  std::vector<std::string> CommandLine;
};

/// Reading it from several threads is safe.
class FlagSource {
public:
  /// Takes commands from the compilation database in \p Directory, where given,
  /// and adds \p Added, in which response files are expanded. Throws a Failure
  /// with ExitCode::FileError when the database or a response file cannot be read.
  FlagSource(const std::optional<std::string>& Directory, const std::vector<std::string>& Added);

  /// The database's entry for \p Header, an absolute path, else its closest
  /// file's; without a database Clang's own name and the flags.
  BuildCommand commandFor(const std::string& Header) const;

  /// The response files that were read, as absolute paths.
  const std::vector<std::string>& files() const { return ResponseFiles; }

private:
  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  std::vector<std::string> ResponseFiles;
  std::vector<std::string> Flags;
};

} // namespace async_trait_gen
