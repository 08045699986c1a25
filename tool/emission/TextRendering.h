//===- TextRendering.h - Pieces of the model as text ------------*- C++ -*-===//
//
// In: a model::Text and the scope that it is written in. Out: its spelling
// there. Beside it the one kind of text template that emission uses.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace async_trait_gen {

/// How the names of a trait are spelled at one place of the output.
struct Scope {
  /// What stands before an associated type: `typename T::`, or nothing inside
  /// a class that has it as a member.
  std::string AssociatedTypes;
  /// What stands before an associated constant: `T::`.
  std::string Constants;
  /// What stands behind one: `()` where it is read from a Dyn.
  std::string ConstantSuffix;
  /// The trait's aliases where they are spelled out; without an entry, an alias
  /// is a member of the class around.
  std::map<std::string, model::Text> Aliases;
  /// What stands before an alias template: `typename XAliases<T>::template `, or
  /// nothing as above.
  std::string AliasTemplates;
  /// The names of the trait's alias templates.
  std::set<std::string> AliasTemplateNames;
  /// The names that mean something else here than around the trait.
  std::set<std::string> Hidden;
  /// Names that a parameter must not hide: types among the members of the class
  /// around, and its data.
  std::set<std::string> Reserved;
  /// What the trait's types are called where their own names would hide others.
  std::map<std::string, std::string> Renamed;
  /// What stands for `this` in a provided method's body, and before a method
  /// that is named there without an object.
  std::string Self, SelfMembers;
  /// What stands before an associated function: `T::`.
  std::string StaticMembers;
  /// A template parameter of what is written. Where there is one, a type that is
  /// complete only later is made to depend on it.
  std::string Later;
};

/// The spelling of \p Text in \p In.
std::string render(const model::Text& Text, const Scope& In);

/// Attributes, each with a blank behind it.
std::string render(const std::vector<model::Text>& Attributes, const Scope& In);

/// Whether a provided method's \p Body has what Scope::Self stands for.
bool usesSelf(const model::Text& Body);

/// Whether \p Type is neither a reference nor a pointer.
bool isByValue(const model::Text& Type);

/// `typename ::async_trait::later<Type, On>::type`
std::string later(const std::string& Type, const std::string& On);

/// Whether \p Text names an associated constant.
bool readsConstant(const model::Text& Text);

/// Whether \p Type is of several words, `unsigned long`, which no `(...)` can follow.
bool hasSeveralWords(std::string_view Type);

/// \p Type fit to stand in front of a name: `std::type_identity_t<void (*)(int)>`
/// for a type whose declarations surround the name, any other as it is.
std::string inFrontOfName(const std::string& Type);

/// \p Type fit to stand behind `const` and before `*` or `&`: as it is when these can only be said
/// of all of it.
std::string asOneName(const std::string& Type);

/// `= value`, or `{value}` as the trait has it.
std::string initialiser(const std::string& Default);

/// A value for each `$name` of a template.
using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

/// \p Template with every `$name` replaced. Each name in it must have a value.
std::string fill(std::string_view Template, Values Given);

/// \p Parts with \p Separator between them.
std::string join(const std::vector<std::string>& Parts, std::string_view Separator);

} // namespace async_trait_gen
