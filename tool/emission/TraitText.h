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
  /// What comes before the trait's own comment.
  std::string Front;
  /// From the concept to the Dyn types.
  std::string Code;
  /// What has to wait until all of TraitPlan::Awaited are complete; often nothing.
  std::string Behind;
};
TraitCode traitText(const TraitPlan& Plan);

// Its sections, in this order. Each is appended to the code.
class Spelling;
/// What the concept is made of, and the alias templates that this needs.
void requirementsSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// The concept.
void conceptSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// `XDefaults`.
void defaultsSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// `XImpl`, the view through it, and `as_x`.
void viewSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// `XTypes`.
void typesSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// The vtable, its shims and its objects.
void vtableSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// The Dyn types.
void dynSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);

// What is no part of the above, and stands in a header of its own.
/// The mock.
void mockSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);
/// The decorated implementer.
void decoratorSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code);

} // namespace async_trait_gen
