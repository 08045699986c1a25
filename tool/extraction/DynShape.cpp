#include "extraction/DynShape.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

void collectTypes(const model::Trait& T, std::vector<std::string>& Names) {
  for (const model::Supertrait& Super : T.Supertraits)
    collectTypes(*Super.Definition, Names);
  for (const model::Member& M : T.Members)
    if (const auto* Type = std::get_if<model::AssociatedType>(&M);
        Type && !llvm::is_contained(Names, Type->Name))
      Names.push_back(Type->Name);
}

std::string spelled(const model::Text& Text) {
  std::string Result;
  for (const model::Piece& P : Text)
    Result += P.Spelling;
  return Result;
}

bool isPlainType(const NamedDecl& Parameter) {
  const auto* Type = dyn_cast<TemplateTypeParmDecl>(&Parameter);
  return Type && !Type->isParameterPack() && !Type->hasTypeConstraint();
}

} // namespace

DynShape::DynShape(const CXXRecordDecl& TheDefinition, const model::Trait& TheTrait)
    : Definition(TheDefinition), Trait(TheTrait) {
  collectTypes(Trait, Types);
}

bool DynShape::matches(const NamedDecl& D) const {
  const ASTContext& Context = D.getASTContext();
  const ClassTemplateDecl* OfTrait = Definition.getDescribedClassTemplate();
  const auto* Given = dyn_cast<ClassTemplateDecl>(&D);
  if (!Given)
    return !OfTrait && Types.empty();

  // Nothing stands for an associated type.
  std::vector<const NamedDecl*> Expected;
  if (OfTrait)
    Expected.assign(OfTrait->getTemplateParameters()->begin(),
                    OfTrait->getTemplateParameters()->end());
  const auto Packs = std::ranges::stable_partition(
      Expected, [](const NamedDecl* P) { return !P->isParameterPack(); });
  Expected.insert(Packs.begin(), Types.size(), nullptr);

  const auto IsSame = [&](const NamedDecl* Own, const NamedDecl* Written) {
    return Own ? Context.isSameTemplateParameter(Own, Written) : isPlainType(*Written);
  };
  const TemplateParameterList& Head = *Given->getTemplateParameters();
  return std::equal(Expected.begin(), Expected.end(), Head.begin(), Head.end(), IsSame) &&
         Context.isSameConstraintExpr(
             OfTrait ? OfTrait->getTemplateParameters()->getRequiresClause() : nullptr,
             Head.getRequiresClause());
}

std::string DynShape::declare(const std::string& Name) const {
  std::string Parameters;
  std::string Pack;
  const auto Add = [&](const std::string& One) {
    Parameters += Parameters.empty() ? One : ", " + One;
  };
  for (const model::TemplateParameter& P : Trait.TemplateParameters)
    if (P.IsPack)
      Pack = spelled(P.Declaration);
    else
      Add(spelled(P.Declaration));
  for (const std::string& Type : Types)
    Add("class " + Type);
  if (!Pack.empty())
    Add(Pack);
  const std::string Head = Parameters.empty() ? "" : "template <" + Parameters + "> ";
  const std::string Requires =
      Trait.Requires.empty() ? "" : "requires " + spelled(Trait.Requires) + " ";
  return Head + Requires + "struct " + Name;
}

} // namespace async_trait_gen
