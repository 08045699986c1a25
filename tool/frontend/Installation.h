//===- Installation.h - The headers that the tool needs ---------*- C++ -*-===//
//
// In: the path of the running program. Out: the directories of Clang's builtin
// headers and of the runtime's `async_trait/trait.h`, both where an installed
// tool has them or else where the tool was built.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <optional>
#include <string>

namespace async_trait_gen {

struct Installation {
  /// Has `include/stddef.h` of the Clang that the tool is linked with.
  std::string ResourceDir;
  /// Has `async_trait/trait.h`; absent where there is none, which matters only
  /// to headers that include it.
  std::optional<std::string> RuntimeInclude;
};

/// Looks around \p Executable, which is an absolute path. \p ResourceDir, where
/// given, is the only place that counts for the builtin headers. Throws a
/// Failure with ExitCode::FileError when these are not found.
Installation findInstallation(const std::string& Executable,
                              const std::optional<std::string>& ResourceDir);

} // namespace async_trait_gen
