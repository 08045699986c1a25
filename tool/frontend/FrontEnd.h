//===- FrontEnd.h - From a trait header's path to its model -----*- C++ -*-===//
//
// In: a trait header, the flags that it is compiled with and its configuration.
// Out: its model and the files that it was read from, or diagnostics. Runs Clang,
// and extraction at the end of the parse.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/FlagSource.h"
#include "frontend/Installation.h"
#include "model/Model.h"
#include "options/Config.h"
#include "options/Options.h"
#include "output/Diagnostic.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// What came of one header.
struct ParsedHeader {
  /// Absent when the header has errors.
  std::optional<model::Header> Model = std::nullopt;
  /// The header itself, as its path was given, and everything that it includes,
  /// system headers too; behind them the configurations and the response files
  /// that were read. Empty after errors.
  std::vector<std::string> Dependencies = {};
  /// The errors, in their order.
  std::vector<Diagnostic> Diagnostics = {};
};

/// How the text of diagnostics looks.
enum class TextStyle { Plain, Coloured };

/// Reads trait headers. Each call is independent of the others, and several
/// threads may call at once.
class FrontEnd {
public:
  /// \p Outputs is what will be made of the headers.
  FrontEnd(Installation Headers, FlagSource Source, ConfigSource Configurations, TextStyle Style,
           std::vector<OutputKind> Outputs = {OutputKind::Header});

  /// Parses the file at \p Path. Throws a Failure with ExitCode::FileError when
  /// there is no such file, or with ExitCode::BadUsage for broken flags or a
  /// broken configuration.
  ParsedHeader parse(const std::string& Path) const;

  /// The same for a header that exists only in memory, as if \p Content were in
  /// a file at \p Path.
  ParsedHeader parseText(const std::string& Path, const std::string& Content) const;

private:
  using FileSystemPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;
  ParsedHeader parseIn(FileSystemPtr Files, const std::string& Path) const;

  Installation Installed;
  FlagSource Flags;
  ConfigSource Configs;
  TextStyle Style;
  std::vector<OutputKind> Outputs;
};

} // namespace async_trait_gen
