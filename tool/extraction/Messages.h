//===- Messages.h - Every sentence that extraction says ---------*- C++ -*-===//
//
// In: which mistake. Out: its sentence, and the id that stands for it in the
// machine-readable formats.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string_view>

namespace async_trait_gen {

enum class Message {
  // Where the attribute stands.
  AttributeOnUnion,
  AttributeOnEnum,
  AttributeMisplaced,
  TraitInFunction,
  TraitInClass,
  TraitInAnonymousNamespace,
  TraitNeverDefined,
  TraitUnnamed,
  TraitSpecialization,
  TraitFromMacro,
  TraitDeclaresVariable,
  TraitInDeclaration,
  TraitQualified,
  TraitInC,
  TraitTokensUnknown,
  // Its options.
  OptionNotLiteral,
  OptionUnknownOnTrait,
  OptionUnknownOnType,
  OptionUnknownOnMethod,
  OptionDynName,
  OptionDynIsTrait,
  OptionContradiction,
  OptionValueMissing,
  OptionNotName,
  ConfiguredNameUnknown,
  BoundEmpty,
  BoundUnbalanced,
  BoundRecursive,
  BoundAsync,
  // What a trait cannot have.
  DataMember,
  Constructor,
  Destructor,
  VirtualMethod,
  Friend,
  NotPublic,
  NestedClassWithBody,
  NestedUnion,
  NestedEnum,
  NestedTemplate,
  DeclaredInPassing,
  TypeDefinedLater,
  MethodDefinedLater,
  ConstantDefinedLater,
  NonTraitBase,
  BaseNotPublic,
  SupertraitPack,
  SupertraitArguments,
  MethodInherited,
  DeducedResult,
  ResultNoObject,
  VolatileMethod,
  ConstRvalueMethod,
  Variadic,
  Operator,
  Conversion,
  ExplicitObject,
  AbbreviatedTemplate,
  DefaultedOrDeleted,
  ConstevalMethod,
  UsingDeclaration,
  FunctionTry,
  ConstantNotConst,
  ConstantDeduced,
  ConstantReference,
  SeveralDeclarators,
  MemberFromInclude,
  NameInParentheses,
  UsingEnum,
  MemberUnsupported,
  AsyncMisplaced,
  TraitAsType,
  TraitAsTypeWithoutDyn,
  ConditionCrossesTrait,
  ComputedInclude,
  // Names.
  ReservedName,
  NameCollision,
  NamespaceCollision,
  DynNameCollision,
  DynDeclaredOtherwise,
  NotePrevious,
  // Bodies, and what Clang says of these and of bounds.
  AsyncBodyWithoutResult,
  LateTemplateDefault,
  ErrorInBody,
  NoteInBody,
};

/// The id that stands for \p What in machine-readable output, such as
/// `data-member`. It never changes.
std::string_view stableId(Message What);

/// The stable id of the message with the unformatted text \p Format, or an
/// empty view when it is none of these.
std::string_view stableIdOfFormat(std::string_view Format);

/// Its sentence, with `%0` and so on where the arguments go.
std::string_view formatOf(Message What);

} // namespace async_trait_gen
