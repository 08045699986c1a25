//===- TraitText.h - The code that a trait becomes --------------*- C++ -*-===//
//
// In: the plan of a trait. Out: the code that takes its place, not laid out yet.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/TraitPlan.h"

#include <string>

namespace async_trait_gen {

struct TraitCode {
  /// Everything from the concept to the Dyn types.
  std::string Code;
  /// What has to wait until all of TraitPlan::Awaited are complete; often nothing.
  std::string Behind;
};
TraitCode traitText(const TraitPlan& Plan);

} // namespace async_trait_gen
