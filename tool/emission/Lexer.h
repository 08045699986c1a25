//===- Lexer.h - Where a token of code ends ---------------------*- C++ -*-===//
//
// In: code, of a trait or generated. Out: how long the token is that it begins
// with. Pure functions.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace async_trait_gen {

/// Whether \p C can stand in an identifier: bytes beyond ASCII are of letters there.
bool isWordPart(char C);

/// Whether \p Text begins with a comment or a quote, inside of which nothing has a meaning.
bool startsOpaque(std::string_view Text);

/// The length of the comment, literal, word or operator that \p Text begins with, which is not
/// empty. One that does not end is as long as the text.
std::size_t tokenLength(std::string_view Text);

/// The tokens of \p Text, without white space, that are in no angle brackets.
std::vector<std::string_view> outerTokens(std::string_view Text);

} // namespace async_trait_gen
