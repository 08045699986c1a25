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
  Failure(ExitCode Reason, const std::string& Message)
      : std::runtime_error(Message), Code(Reason) {}

  ExitCode code() const noexcept { return Code; }

private:
  ExitCode Code;
};

} // namespace async_trait_gen
