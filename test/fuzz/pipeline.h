//===- pipeline.h - The generator in this process ---------------*- C++ -*-===//
//
// In: the text of a trait header. Out: what the generator makes of it, or the end
// of the process where a stage breaks a promise; a fuzzer then keeps the input.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <optional>
#include <string>

namespace async_trait_gen::fuzz {

/// What comes of a header that is accepted.
struct Outputs {
  std::string Header;
  std::string Mock;
  std::string Decorator;
};

/// Runs every stage over \p Text, the content of a trait header. Absent where it is refused.
/// Checked are: a refusal has a diagnostic with a place, in all formats; nothing crashes that
/// Clang alone survives; an output is not empty and the same when it is made again; the JSON
/// is well-formed.
std::optional<Outputs> generate(const std::string& Text);

/// Checks, for one in SampleSize inputs, that Clang takes \p Made, which came of \p Text, without
/// an error. What has one in a body that the generator does not look at has it in the output too,
/// and is let pass. In the directory that ASYNC_TRAIT_FUZZ_KEEP names, where it is set, each gets
/// a folder with its files.
void checkSample(const std::string& Text, const std::optional<Outputs>& Made);

} // namespace async_trait_gen::fuzz
