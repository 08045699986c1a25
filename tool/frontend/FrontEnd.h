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
#include "output/Progress.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <exception>
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

/// What came of one of several headers.
struct Reading {
  ParsedHeader Parsed = {};
  std::exception_ptr Error = nullptr; ///< What ended it, if anything did.
};

/// What came of several headers.
struct Readings {
  std::vector<Reading> Headers; ///< In the order in which they were given.
  std::size_t Parses = 0;       ///< How many it took.
};

/// What came of a header with virtual interfaces.
struct SuggestedHeader {
  /// The text of a trait header; absent when there were errors.
  std::optional<std::string> Text = std::nullopt;
  /// As of a ParsedHeader.
  std::vector<std::string> Dependencies = {};
  /// The errors; without any, warnings of what the text does not have.
  std::vector<Diagnostic> Diagnostics = {};
};

/// How the text of diagnostics looks.
enum class TextStyle { Plain, Coloured };

/// Reads trait headers. Each call is independent of the others, and several
/// threads may call at once.
class FrontEnd {
public:
  /// \p Outputs is what will be made of the headers. \p Cache, where given, is a directory
  /// that makes the next parse of a single header faster.
  FrontEnd(Installation Headers, FlagSource Source, ConfigSource Configurations, TextStyle Style,
           std::vector<OutputKind> Outputs = {OutputKind::Header},
           std::optional<std::string> Cache = std::nullopt);

  /// Parses the file at \p Path. Throws a Failure with ExitCode::FileError when
  /// there is no such file, or with ExitCode::BadUsage for broken flags or a
  /// broken configuration.
  ParsedHeader parse(const std::string& Path) const;

  /// Parses the files at \p Paths, up to \p Jobs at a time. Those with the same flags
  /// share a parse where that makes no difference to what comes out. \p Shown advances by
  /// one for each of them.
  Readings parseAll(const std::vector<std::string>& Paths, unsigned Jobs, Progress& Shown) const;

  /// The same as parse() for a header that exists only in memory, as if \p Content were in
  /// a file at \p Path.
  ParsedHeader parseText(const std::string& Path, const std::string& Content) const;

  /// Reads the header at \p Path, which has virtual interfaces, and suggests traits for
  /// them. Throws like parse().
  SuggestedHeader suggest(const std::string& Path) const;

private:
  using FileSystemPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

  /// How a header is to be parsed.
  struct Command {
    std::string Directory;
    std::vector<std::string> Flags;
  };
  /// Headers that may share a parse.
  struct Batch {
    Command How;
    std::vector<std::size_t> Members;
  };
  /// What a thread has to do makes up for what it costs to read the system's headers
  /// once more, which is as much as some 250 traits; and a parse takes memory as long
  /// as it lasts.
  static constexpr std::size_t SmallestShare = 250;
  static constexpr std::size_t LargestBatch = 500;

  Command commandFor(const std::string& Path) const;
  ParsedHeader parseIn(const FileSystemPtr& Files, const std::string& Path) const;
  std::vector<Batch> batchesOf(const std::vector<std::string>& Paths, unsigned Jobs) const;
  /// Fills in \p Results as far as sharing goes. Returns how many parses it took.
  std::size_t parseBatch(const Batch& Given, const std::vector<std::string>& Paths,
                         std::vector<std::optional<ParsedHeader>>& Results) const;

  Installation Installed;
  FlagSource Flags;
  ConfigSource Configs;
  TextStyle Style;
  std::vector<OutputKind> Outputs;
  std::optional<std::string> Cache;
};

} // namespace async_trait_gen
