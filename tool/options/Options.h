//===- Options.h - The command line as plain data ---------------*- C++ -*-===//
//
// In: the arguments of the process. Out: an Options value, or a Failure that
// says what is wrong with them. Looks at no file; which combinations of
// outputs make sense is decided by the output plan.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace async_trait_gen {

/// What can be made of a trait header.
enum class OutputKind {
  Header,    ///< `NAME.h`
  Json,      ///< `NAME.trait.json`
  Mock,      ///< `NAME.mock.h`
  Decorator, ///< `NAME.decorator.h`
  Template,  ///< What a template of the user's makes of the model; TemplateName.h says its name.
};

/// How diagnostics are printed.
enum class DiagnosticsFormat { Text, Json, Sarif };

/// One call of the tool. An absent value means that the option was not given.
struct Options {
  enum class Action { Generate, Check, Suggest, PrintHelp, PrintVersion };

  Action What = Action::Generate;
  std::vector<std::string> Headers = {};
  std::vector<OutputKind> Emit = {OutputKind::Header}; ///< Each at most once.
  std::optional<std::string> Template = std::nullopt; ///< Its file; given exactly if it is emitted.
  std::optional<std::string> Output = std::nullopt;   ///< `-` is standard output.
  std::optional<std::string> OutDir = std::nullopt;
  std::optional<std::string> BaseDir = std::nullopt;
  std::optional<std::string> Database = std::nullopt; ///< The directory given with `-p`.
  std::optional<std::string> DepFile = std::nullopt;
  std::optional<std::string> ResourceDir = std::nullopt;
  std::optional<std::string> Config = std::nullopt; ///< Its file, as given.
  std::optional<std::string> CacheDir = std::nullopt;
  DiagnosticsFormat Format = DiagnosticsFormat::Text;
  unsigned Jobs = 1;
  std::vector<std::string> CompilerFlags = {}; ///< All that follows `--`.
};

/// Reads \p Arguments, which come without the program's name. Throws a Failure
/// with ExitCode::BadUsage. `--help` and `--version` win over anything else
/// that is well-formed. Safe to call from several threads.
Options parseOptions(std::span<const char* const> Arguments);

/// The format that \p Arguments ask for, also where they are no good otherwise;
/// text where that cannot be told.
DiagnosticsFormat requestedFormat(std::span<const char* const> Arguments);

/// The text of `--help`, made from the same table as the parser.
std::string helpText();

} // namespace async_trait_gen
