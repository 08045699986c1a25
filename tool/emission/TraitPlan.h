//===- TraitPlan.h - A trait with all that it inherits ----------*- C++ -*-===//
//
// In: a trait of the model. Out: the same flattened: its supertraits' members
// as if it had declared them, every name resolved to what the output calls it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"
#include "model/Names.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace async_trait_gen {

/// One trait of the line that ends with the trait itself.
struct Ancestor {
  const model::Trait* Definition;
  model::TraitNames Names;
  /// `::demo::`
  std::string Namespace;
  /// For its own template parameters, in the text of the trait itself.
  std::vector<model::Text> Arguments;
  /// Its associated types, with those that it inherits, by name.
  std::vector<std::string> AssociatedTypes;
  /// The vtable's member that points to its vtable; empty for the trait itself
  /// and for those without a Dyn.
  std::string VtableField;
  /// The member of a view of the trait that is the object seen as this one; empty for the trait
  /// itself.
  std::string ViewField;
};

struct PlannedMethod {
  model::Method Definition; ///< In the text of the trait itself.
  model::MethodNames Names;
  const Ancestor* Declarer;
  /// Whether its result, parameters or conditions need a constant, of which a Dyn has only the
  /// value.
  bool NeedsConstants;
  /// Whether a call through a Dyn exists.
  bool IsOnDyn;
  /// Whether its vtable entry stands in the trait's own vtable.
  bool IsInOwnVtable;
  bool IsOwn;
  /// Whether it mentions a Dyn type that this header completes behind the trait.
  bool MentionsIncomplete;
  /// Whether it mentions a class that is complete only where the method is used.
  bool MentionsLater;

  /// Whether it can be called on a const object.
  bool isConst() const;
  /// Whether it is `noexcept` under no condition.
  bool isNoexcept() const;
  /// Whether no Dyn can have it.
  bool isStaticOnly() const;
  bool isDeprecated() const;
  /// The same without the default arguments that a Dyn cannot have.
  PlannedMethod withDefaultsOfDyn() const;
  /// Whether the trait names the type of its future.
  bool isOfFutureTemplate() const;
};

struct PlannedConstant {
  model::Constant Definition;
  const Ancestor* Declarer;
  bool IsInOwnVtable;
  bool IsOwn;
};

struct PlannedAlias {
  model::Alias Definition;
  /// As of a method: then Dyn types do not have it.
  bool NeedsConstants;
  bool IsOwn;
};

struct PlannedType {
  model::AssociatedType Definition;
  /// What the head of the Dyn types calls it, whose member has its name.
  std::string Parameter;
  bool IsOwn;
  /// Whether it belongs to several supertraits, so that its name alone is ambiguous.
  bool HasSeveralDeclarers;
};

struct TraitPlan {
  /// Its template parameters may have other names than in the header.
  std::shared_ptr<const model::Trait> Definition;
  model::TraitNames Names;
  std::string Namespace; ///< `::demo::`
  std::string FullName;  ///< `demo::AsyncIter`, as messages have it
  /// Supertraits depth first, each once, and last the trait itself.
  std::vector<Ancestor> Line;
  std::vector<PlannedType> Types;
  std::vector<PlannedAlias> Aliases;
  std::vector<PlannedConstant> Constants;
  std::vector<PlannedMethod> Methods;
  /// The incomplete Dyn classes that its methods mention.
  std::set<std::string> Awaited;
  /// Every identifier in the trait's text: invented names avoid them.
  std::set<std::string> Used;

  /// Whether it has a method of that name, on Dyn or not.
  bool hasMethod(const std::string& Name) const;
  /// Whether a method of that name can be called through a Dyn.
  bool hasMethodOnDyn(const std::string& Name) const;
};

/// The names of Dyn types, of one header.
struct DynTypes {
  std::set<std::string> All;
  std::set<std::string> Incomplete; ///< Those of the trait itself and of later ones.
};

/// \p Dyns are those of the trait's header. The supertraits of \p Original must outlive the plan.
TraitPlan planOf(const model::Trait& Original, const DynTypes& Dyns);

/// The names of the Dyn types of \p Trait, if it has any.
std::set<std::string> dynTypes(const model::Trait& Trait);

} // namespace async_trait_gen
