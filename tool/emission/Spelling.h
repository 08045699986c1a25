//===- Spelling.h - Heads, lists and calls of a trait's code ----*- C++ -*-===//
//
// In: the plan of a trait. Out: the fragments that its code repeats: template
// heads and argument lists, parameter lists, the arguments of a forwarding
// call. TraitText.cpp puts them into whole declarations.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/TextRendering.h"
#include "emission/TraitPlan.h"

#include <string>
#include <vector>

namespace async_trait_gen {

class Spelling {
  const TraitPlan& Plan;

public:
  explicit Spelling(const TraitPlan& Plan);

  /// The name of an implementer in heads: `T`, or one that the trait leaves free.
  const std::string T;
  /// The name of the object that a call is made on.
  const std::string Object;
  /// The name of an erased object, of a call's frame, of its awaiting coroutine.
  const std::string Erased, Frame, Caller;

  /// Where names are those of the namespace, and T is the implementer.
  const Scope AtNamespace;
  /// Where the associated types and aliases are members of the class around.
  const Scope InClass;
  /// The same in a member template of T, or a member of a template of T.
  const Scope InTemplate;
  /// The same in a Dyn type.
  const Scope InDyn;

  /// The same as AtNamespace for an implementer of another name.
  Scope scopeOf(const std::string& Implementer) const;

  /// \p In where the method's parameters can be seen.
  static Scope behindParameters(const PlannedMethod& Method, const Scope& In);

  /// A name like \p Wanted that the trait does not use.
  std::string fresh(const std::string& Wanted) const;

  /// `class T, class Request, class Item = any`, for the concept.
  std::string conceptParameters() const;
  /// A constraint as it stands in a conjunction.
  std::string conjunct(const model::Text& Constraint) const;
  /// The constraints that the trait's head has, as conjunctions.
  std::vector<std::string> headConstraints() const;
  /// `<First, Request, Item>`: the order of the concept's parameters.
  std::string conceptArguments(const std::string& First, const std::string& TypePrefix) const;
  /// `<First, Request>`: whichever its associated types are.
  std::string conceptArgumentsOfAny(const std::string& First) const;

  /// `template <class T, class Request>`, for what takes T; \p First is T's
  /// declaration. The trait's requires clause comes on its own.
  std::string implementerHead(const std::string& First, bool WithDefaults) const;
  /// The same without the trait's constraints, for a template with specialisations:
  /// these would have to repeat the constraints, which only a concept's name allows.
  std::string plainHead(bool WithDefaults) const;
  /// The head of such a specialisation, for where \p Condition holds.
  std::string specialisationHead(const std::string& Condition) const;
  /// `template <class Request, class T>`: T is deduced, the others are given.
  std::string deducingHead() const;
  /// `template <class U>`, or nothing.
  std::string aliasHead(const PlannedAlias& Alias, const Scope& In) const;
  /// `<T, Request>`
  std::string implementerArguments(const std::string& First) const;
  /// `, Request`: what follows T wherever T is taken.
  std::string ownArguments() const;

  /// `template <class Request, class Item_>`, or nothing.
  std::string dynHead(bool WithDefaults) const;
  /// The same for the mock, which nothing declared before.
  std::string mockHead() const;
  /// `<Request, Item_>`, or nothing; of the mock, too.
  std::string dynArguments() const;
  /// The vtable's type for the implementer \p T.
  std::string vtableOf(const std::string& Implementer) const;
  /// A supertrait's concept, Dyn or vtable with its arguments.
  std::string ancestorArguments(const Ancestor& Base, const std::string& First,
                                const std::string& TypePrefix) const;

  /// `const T&` of an associated constant.
  std::string constantReference(const PlannedConstant& Constant, const Scope& In) const;

  /// R in \p Scope, fit to stand in front of a parameter list.
  std::string result(const PlannedMethod& Method, const Scope& In) const;
  /// `Request request, int flags = 0`.
  std::string parameters(const PlannedMethod& Method, const Scope& In, bool WithDefaults) const;
  /// One of these, without its default.
  std::string parameter(const PlannedMethod& Method, std::size_t Index, const Scope& In) const;
  /// The type of one, without a const that is its own.
  static std::string passedType(const model::Parameter& P, const Scope& In);
  /// Its type, adjusted as a function's parameter types are.
  std::string argumentType(const PlannedMethod& Method, std::size_t Index, const Scope& In) const;
  /// The first \p Count of these, without defaults.
  std::string firstParameters(const PlannedMethod& Method, std::size_t Count,
                              const Scope& In) const;
  /// `Request, int`.
  std::string parameterTypes(const PlannedMethod& Method, const Scope& In) const;
  /// `, Request&& request, int&& flags`: what a shim takes besides the object.
  std::string shimParameters(const PlannedMethod& Method, const Scope& In) const;
  /// `std::move(request), flags`.
  std::string arguments(const PlannedMethod& Method, const Scope& In) const;
  /// `::async_trait::prvalue<Request>(), flags`: the same without a move of what goes by value.
  std::string unmovedArguments(const PlannedMethod& Method, const Scope& In) const;
  /// The first \p Count of these, and the defaults of the others.
  std::string firstArguments(const PlannedMethod& Method, std::size_t Count, const Scope& In) const;
  /// `call(std::move(request), flags)`, or `std::move(object).call(...)`, on \p Object.
  std::string call(const PlannedMethod& Method, const std::string& Object, const Scope& In) const;
  /// The same with other \p Arguments.
  std::string call(const PlannedMethod& Method, const std::string& Object,
                   const std::string& Arguments) const;
  /// A function object that calls the method on an object with whatever arguments it gets.
  std::string forwarder(const PlannedMethod& Method) const;
  /// What a call names behind its object: `call`, or `template call<U>` of a generic method.
  std::string instance(const PlannedMethod& Method) const;
  /// The type of the method's future on a Dyn.
  std::string future(const PlannedMethod& Method) const;
  /// `, storage::heap`, for the templates that take a policy behind a signature; or nothing.
  std::string policyArgument(const PlannedMethod& Method) const;
  /// `::demo::as_async_iter<K>`: hidden by nothing and beyond argument-dependent lookup.
  std::string viewFunction() const;
  /// That of a supertrait.
  std::string viewFunction(const Ancestor& Of) const;
  /// ` const noexcept`.
  std::string qualifiers(const PlannedMethod& Method, const Scope& In) const;
  /// ` requires (...)` behind the parameters, or nothing.
  std::string requiresClause(const PlannedMethod& Method, const Scope& In) const;
  /// `template <class U>` with its requires clause, or nothing.
  std::string genericHead(const PlannedMethod& Method, const Scope& In) const;

private:
  std::vector<std::string> ownParameters(bool WithConstraints, bool WithDefaults,
                                         bool OfPacks) const;
  std::vector<std::string> ownNames(bool OfPacks) const;
  std::string requiresClause() const;
  std::string name(const PlannedMethod& Method, std::size_t Index, const Scope& In) const;
  std::string headOfDyn(bool WithDefaults) const;
  std::string argument(const PlannedMethod& Method, std::size_t Index, const Scope& In) const;
  /// passedType, of each element of a pack.
  static std::string forwardedType(const model::Parameter& P, const Scope& In);
};

} // namespace async_trait_gen
