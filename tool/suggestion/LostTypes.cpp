#include "suggestion/LostTypes.h"

#include "clang/AST/DeclTemplate.h"

namespace async_trait_gen {

using namespace clang;

LostTypes::LostTypes(const Interfaces& Traits, const FileTokens& TheTokens) : Tokens(TheTokens) {
  for (const CXXRecordDecl* Trait : Traits) {
    const std::string Name = Trait->getName().str();
    Names.emplace_back(Name, "becomes a concept and is no type; its Dyn type is 'Dyn" + Name + "'");
  }
}

void LostTypes::add(const Decl& D) {
  if (isa<TypeDecl, ClassTemplateDecl, TypeAliasTemplateDecl>(D) &&
      cast<NamedDecl>(D).getIdentifier())
    Names.emplace_back(cast<NamedDecl>(D).getName(), "is not carried over");
}

std::string LostTypes::whyNot(Stretch Part) const {
  for (const auto& [Name, Fate] : Names)
    if (Tokens.names(Part, Name))
      return "'" + Name + "' " + Fate;
  return {};
}

} // namespace async_trait_gen
