#include "emission/DistinctParameters.h"

#include "emission/Identifiers.h"
#include "emission/Transplant.h"

#include <set>
#include <string>
#include <utility>

namespace async_trait_gen {
namespace {

void addInherited(const model::Trait& Trait, std::set<std::string>& Names) {
  for (const model::Supertrait& Base : Trait.Supertraits) {
    addIdentifiers(*Base.Definition, Names);
    addInherited(*Base.Definition, Names);
  }
}

} // namespace

model::Trait withDistinctParameters(model::Trait Trait) {
  std::set<std::string> Inherited;
  addInherited(Trait, Inherited);

  std::set<std::string> Used = Inherited;
  addIdentifiers(Trait, Used);
  for (const model::TemplateParameter& Parameter : Trait.TemplateParameters)
    Used.insert(Parameter.Name);

  Arguments NewNames;
  for (model::TemplateParameter& Parameter : Trait.TemplateParameters) {
    if (!Inherited.contains(Parameter.Name))
      continue;
    const std::string Old = std::exchange(Parameter.Name, freshName(Parameter.Name, Used));
    Used.insert(Parameter.Name);
    NewNames.Single.emplace(Old, Argument{Parameter.What,
                                          {{.What = model::Piece::Kind::Parameter,
                                            .Spelling = Parameter.Name,
                                            .Qualifier = {}}}});
  }
  if (NewNames.Single.empty())
    return Trait;

  const Transplant Rename(std::move(NewNames), false);
  Rename(Trait.TemplateParameters);
  Rename(Trait.Requires);
  for (model::Supertrait& Base : Trait.Supertraits)
    Rename(Base.Arguments);
  for (model::Member& Member : Trait.Members)
    std::visit(Rename, Member);
  return Trait;
}

} // namespace async_trait_gen
