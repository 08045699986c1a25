//===- Layout.h - Layout of generated code ----------------------*- C++ -*-===//
//
// In: code with a line for each statement, each head of a block, which ends with
// its `{`, and each end of one, which begins with its `}`. Out: the same laid
// out in the style of Format.h, in a small part of its time: generated code is
// of few forms, and what a trait's author writes as statements is laid out by
// Format.h before it comes here.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace async_trait_gen {

/// \p Code with each line indented and those that are too long broken. Two or more blanks that a
/// line begins with are added to its indentation; other white space has no meaning.
std::string layOut(std::string_view Code);

/// \p Code marked as laid out: it is only indented.
std::string laidOut(std::string_view Code);

} // namespace async_trait_gen
