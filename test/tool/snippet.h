//===- snippet.h - Trait headers in memory ----------------------*- C++ -*-===//
//
// Runs the attribute and extraction over a text, and shows what comes out in a
// form that assertions can be written in. No Clang header is needed here: those
// of LLVM's packages cannot stand beside GoogleTest's in one file, because they
// bring a `cxxabi.h` of their own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace async_trait_gen::test {

/// A diagnostic as a user sees it.
struct Complaint {
  unsigned Line = 0;
  unsigned Column = 0;
  std::string Text;
  std::vector<std::string> FixIts; ///< What is removed, or `+` and what is put in.
};

/// What came of a snippet.
struct Outcome {
  std::optional<model::Header> Header;
  std::vector<Complaint> Errors;
  std::vector<Complaint> Notes;
};

/// Other files that the snippet includes: name and content.
using Files = std::vector<std::pair<std::string, std::string>>;

/// Extracts \p Code as the header `test.trait.h`.
Outcome extractSnippet(const std::string& Code, const Files& Others = {});

/// The text with each piece that is not verbatim as `kind(spelling)`: `type`,
/// `alias`, `const`, `param`, `self`, `copy`, `member`, `static`; names from outside have their
/// qualifier in angle brackets in front.
std::string show(const model::Text& Text);

} // namespace async_trait_gen::test
