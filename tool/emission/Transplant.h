//===- Transplant.h - Members moved from one trait to another ---*- C++ -*-===//
//
// In: a part of a trait, and what its template parameters stand for. Out: the
// same part as another trait would have to write it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "emission/PackExpansion.h"
#include "model/Model.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace async_trait_gen {

/// What stands for a template parameter.
struct Argument {
  model::TemplateParameter::Kind What;
  model::Text Written;
};

/// The same of all that a trait has: its pack stands for a list.
struct Arguments {
  std::map<std::string, Argument> Single;
  std::optional<PackExpansion> Pack;
  model::TemplateParameter::Kind PackKind = {};
};

/// For the parameters of \p Trait the texts \p Given, as far as they go.
Arguments argumentsFor(const model::Trait& Trait, const std::vector<model::Text>& Given);

/// Replaces template parameters by their arguments, and writes what the namespace of a supertrait
/// declares so that it is found from another. Allocates the new text.
class Transplant {
public:
  Transplant(Arguments TheArguments, bool FromOtherNamespace);

  void operator()(model::Text& Text) const;
  /// A list of template arguments.
  void operator()(std::vector<model::Text>& List) const;
  void operator()(std::vector<model::TemplateParameter>& Parameters) const;
  void operator()(model::AssociatedType& Type) const;
  void operator()(model::Alias& Alias) const;
  void operator()(model::Constant& Constant) const;
  void operator()(model::Method& Method) const;

private:
  void move(model::Text& Text, const std::set<std::string>& ParameterPacks) const;
  void substitute(model::Text& Text) const;

  Arguments Args;
  bool OtherNamespace;
};

} // namespace async_trait_gen
