//===- OutputPlan.h - Where each header's outputs go ------------*- C++ -*-===//
//
// In: the options. Out: for each header the paths of its outputs, or a Failure
// when the call makes no sense. Nothing is written and no file's content is
// read, but symbolic links are followed to see which paths are the same file.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "options/Options.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// One output of a header.
struct PlannedOutput {
  enum class Sink { File, StandardOutput };

  OutputKind Kind = OutputKind::Header;
  /// Where the output goes; for standard output the name that stands for it in
  /// a depfile: the file next to the header, or `-` where that has no name.
  std::string Path;
  Sink Where = Sink::File;
};

/// A header, and what is made of it.
struct PlannedHeader {
  std::string Path;                   ///< As the user spelt it.
  std::vector<PlannedOutput> Outputs; ///< In the order of `--emit`.
};

struct OutputPlan {
  std::vector<PlannedHeader> Headers;
  std::optional<std::string> DepFile;
  /// What has to be made before the outputs are written.
  std::vector<std::string> Directories;
};

/// Throws a Failure with ExitCode::BadUsage: options that exclude each other,
/// a header whose output has no name, two inputs with one output, an output
/// that is an input, a header outside the base directory.
OutputPlan planOutputs(const Options& Given);

/// Throws such a Failure where one of \p Inputs, which turned out only while the
/// headers were read, would be overwritten.
void refuseOverwriting(const OutputPlan& Plan, const std::vector<std::string>& Inputs);

} // namespace async_trait_gen
