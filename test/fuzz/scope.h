//===- scope.h - What a fuzzed trait may name -------------------*- C++ -*-===//
#pragma once

#include <string>
#include <vector>

namespace async_trait_gen::fuzz {

/// A template parameter.
struct Parameter {
  enum class Kind { Type, Value, Template, TypePack, ValuePack };

  Kind What;
  std::string Name;
  bool HasDefault = false;
};

/// A trait that is defined already.
struct KnownTrait {
  std::string Name; ///< With its namespaces.
  std::vector<Parameter> Parameters;
};

/// The names that the members of a trait can use.
struct Scope {
  std::vector<std::string> Types;
  std::vector<std::string> TypePacks;
  std::vector<std::string> Values; ///< Each can be in a constant expression.
  std::vector<std::string> Calls;  ///< Each calls a method on `this`.
};

} // namespace async_trait_gen::fuzz
