//===- Section.h - One part of a trait's code -------------------*- C++ -*-===//
//
// What the sections of a trait's code write with. Each section is a class in a
// file of its own, and its functions stand in the order of the output.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/FunctionText.h"
#include "emission/Spelling.h"
#include "emission/TraitText.h"

namespace async_trait_gen {

class Section {
public:
  Section(const TraitPlan& ThePlan, const Spelling& TheSpelling, TraitCode& TheCode)
      : Plan(ThePlan), S(TheSpelling), Code(TheCode) {}

protected:
  void put(std::string_view Template, Values Given) { Code.Code += fill(Template, Given); }
  /// Defines the function in its class, or behind all if \p For has to wait.
  void put(const FunctionText& Function, const ClassText& Class, const PlannedMethod& For);
  void comment(const model::Comment& Lines);
  /// Around what calls the trait's methods: whoever calls a deprecated one is warned, but not here.
  void beginCalls();
  void endCalls();
  /// A member alias.
  void aliased(const PlannedAlias& Alias, const Scope& In);

  const TraitPlan& Plan;
  const Spelling& S;
  TraitCode& Code;

private:
  bool callsDeprecated() const;
};

} // namespace async_trait_gen
