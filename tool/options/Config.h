//===- Config.h - Names and defaults of a project ---------------*- C++ -*-===//
//
// In: a trait header's path. Out: what the configuration that it belongs to
// says: `--config`'s file, else the next `.async-trait.json` in the header's
// directory or above. README.md lists the keys.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <optional>
#include <string>

namespace async_trait_gen {

/// What a configuration says; without one all is as it always was.
struct Config {
  model::Naming Names = {};
  // What a trait has that does not say otherwise itself.
  std::optional<std::string> Storage = std::nullopt;
  std::optional<std::string> Future = std::nullopt;
  bool IsStaticOnly = false;
  /// The file that says so.
  std::optional<std::string> File = std::nullopt;
};

/// Reads \p Text, the content of \p File. Throws a Failure with
/// ExitCode::BadUsage that names the file and the key.
Config parseConfig(const std::string& Text, const std::string& File);

/// Finds configurations. Using it from several threads is safe.
class ConfigSource {
public:
  /// \p Given, where given, is the configuration of every header.
  explicit ConfigSource(std::optional<std::string> Given) : Fixed(std::move(Given)) {}

  /// The configuration of the file at \p Header, which need not exist. Throws a
  /// Failure, with ExitCode::FileError when it cannot be read.
  Config configFor(const std::string& Header) const;

private:
  std::optional<std::string> Fixed;
};

} // namespace async_trait_gen
