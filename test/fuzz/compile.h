//===- compile.h - Clang itself over a text ---------------------*- C++ -*-===//
//
// In: C++ in memory. Out: what Clang, without the generator, has to say about it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace async_trait_gen::fuzz {

/// Files in memory: name and content.
using Files = std::vector<std::pair<std::string, std::string>>;

/// The errors in \p Code, bodies of functions included, which may include \p Others and the
/// runtime; the first of them with their lines. Empty where Clang crashes, too.
std::string compileErrors(const std::string& Code, const Files& Others);

/// Whether Clang gets to the end of a trait header, with or without errors.
bool clangSurvives(const std::string& Text);

} // namespace async_trait_gen::fuzz
