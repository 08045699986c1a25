//===- DynShape.h - How a Dyn type may be declared --------------*- C++ -*-===//
//
// In: a trait. Out: the parameters of its Dyn types, compared with those of a
// declaration in the trait header, or written as one.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include "clang/AST/DeclTemplate.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// The trait's own parameters, one for each associated type, a pack last.
class DynShape {
public:
  /// Both are the same trait, and must outlive this object.
  DynShape(const clang::CXXRecordDecl& TheDefinition, const model::Trait& TheTrait);

  /// Whether the output can define what \p D, a class or a class template, declares.
  bool matches(const clang::NamedDecl& D) const;

  /// A declaration of \p Name, without its `;`.
  std::string declare(const std::string& Name) const;

private:
  const clang::CXXRecordDecl& Definition;
  const model::Trait& Trait;
  std::vector<std::string> Types;
};

} // namespace async_trait_gen
