//===- CompileFlags.h - From a build's flags to a header's ------*- C++ -*-===//
//
// In: the command line that some compiler, not necessarily Clang, gets for some
// file. Out: the flags with which Clang reads a trait header in the same way.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/Installation.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// Takes \p CommandLine, a compiler's name and its arguments, and leaves out
/// what says nothing about how to read the code: inputs, outputs, dependency
/// files, questions, debug information, plugins, precompiled headers, and flags
/// that Clang does not know.
/// Adds that the file is a C++ header, C++20 where no C++ standard is named, no
/// warnings, and, behind the user's own directories, those of \p Installed.
/// Throws a Failure with ExitCode::BadUsage when a flag lacks its argument.
std::vector<std::string> headerFlags(const std::vector<std::string>& CommandLine,
                                     const Installation& Installed);

} // namespace async_trait_gen
