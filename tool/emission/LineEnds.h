//===- LineEnds.h - Line ends like the trait header's -----------*- C++ -*-===//
//
// In: generated text, whose lines end with `\n`. Out: the same with the line ends
// of the trait header that it comes from.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <string>
#include <string_view>

namespace async_trait_gen {

/// Whether the first line of \p Header ends with `\r\n`.
bool usesCrlf(const model::Header& Header);

/// \p Text with `\r\n` at the end of each line if \p IsCrlf, else as it is.
std::string withLineEnds(std::string_view Text, bool IsCrlf);

} // namespace async_trait_gen
