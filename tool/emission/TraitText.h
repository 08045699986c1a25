//===- TraitText.h - The code that a trait becomes --------------*- C++ -*-===//
//
// In: the plan of a trait. Out: the code that takes its place, not laid out yet.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/TraitPlan.h"

#include <string>

namespace async_trait_gen {

/// Everything from the concept to the Dyn types.
std::string traitText(const TraitPlan& Plan);

} // namespace async_trait_gen
