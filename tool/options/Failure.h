//===- Failure.h - Why a call ends early ------------------------*- C++ -*-===//
//
// The exit codes of the command line, and the one exception that every stage
// throws when it cannot go on. Mistakes inside a trait header are no failures:
// Clang's diagnostics report those.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace async_trait_gen {

/// What the process returns.
enum class ExitCode {
  Done = 0,
  InputErrors = 1, ///< An input has errors, or `--check` found stale outputs.
  BadUsage = 2,    ///< The call itself makes no sense.
  FileError = 3,   ///< A file could not be read or written.
};

/// Ends the call with one message and a code.
class Failure : public std::runtime_error {
public:
  /// \p Id stands for it in machine-readable diagnostics and must be a literal;
  /// without one the code says which it is.
  Failure(ExitCode Reason, const std::string& Message, std::string_view Id = {})
      : std::runtime_error(Message), Code(Reason), OwnId(Id) {}

  /// The same failure, which concerns \p Path.
  Failure about(std::string Path) && {
    File = std::move(Path);
    return std::move(*this);
  }

  ExitCode code() const noexcept { return Code; }

  std::string_view id() const noexcept {
    if (!OwnId.empty())
      return OwnId;
    return Code == ExitCode::FileError ? "file-error" : "bad-usage";
  }

  /// The file that it concerns, as the user named it; empty where there is none.
  const std::string& file() const noexcept { return File; }

private:
  ExitCode Code;
  std::string_view OwnId;
  std::string File;
};

} // namespace async_trait_gen
