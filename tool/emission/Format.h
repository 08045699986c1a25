//===- Format.h - Layout of generated code ----------------------*- C++ -*-===//
//
// In: correct C++ with its line breaks anywhere. Out: the same laid out. This
// is Clang's own formatter, with one style that does not depend on the machine.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace async_trait_gen {

/// \p Code laid out. Changes nothing but white space outside of comments.
std::string format(std::string_view Code);

} // namespace async_trait_gen
