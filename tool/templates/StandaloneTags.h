//===- StandaloneTags.h - Lines that have nothing but a tag -----*- C++ -*-===//
//
// Mustache drops a line that has nothing but the beginning or the end of a section,
// or a comment. The library that fills templates in does so only where the section
// is shown, so this does it before; the library is kept from it by a mark in each
// line that stays.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>

namespace async_trait_gen {

/// The template \p Text with each such tag on the line that comes after it. One that
/// changes its delimiters is left as it is.
std::string joinStandaloneTags(const std::string& Text);

/// \p Output, which was made of such a text, as it is to be.
std::string withoutLineMarks(std::string Output);

} // namespace async_trait_gen
