//===- Format.h - Layout of generated code ----------------------*- C++ -*-===//
//
// In: a function with its line breaks anywhere. Out: the same laid out. This is
// Clang's own formatter, with one style that does not depend on the machine. It
// takes more time than all else together, so it is for what the author of a trait
// writes; Layout.h is for generated code.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace async_trait_gen {

/// \p Code laid out. Changes nothing but white space outside of comments.
std::string format(std::string_view Code);

} // namespace async_trait_gen
