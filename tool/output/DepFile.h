//===- DepFile.h - What the outputs were made from --------------*- C++ -*-===//
//
// In: paths. Out: one Make rule in the form that Make, Ninja and CMake read.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <vector>

namespace async_trait_gen {

/// The text of a depfile: every target depends on every prerequisite. Each path
/// is written once, in the given order; spaces, tabs, `#`, `:` and
/// `$` are escaped.
std::string depFileText(const std::vector<std::string>& Targets,
                        const std::vector<std::string>& Prerequisites);

} // namespace async_trait_gen
