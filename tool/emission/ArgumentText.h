//===- ArgumentText.h - A template argument in a parameter's place -*- C++ -*-===//
//
// In: an argument, and the text around the parameter that it stands for. Out:
// its text there, so that it means what it means as an argument.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/Transplant.h"
#include "model/Model.h"

#include <string_view>

namespace async_trait_gen {

/// \p Given as it has to be written between \p Before and \p After: a value may need parentheses,
/// and a type whose parts would belong to what is around it becomes one name.
model::Text argumentBetween(const Argument& Given, std::string_view Before, std::string_view After);

} // namespace async_trait_gen
