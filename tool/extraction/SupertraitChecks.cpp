#include "extraction/SupertraitChecks.h"

#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"

#include "clang/AST/DeclTemplate.h"

#include <algorithm>
#include <vector>

namespace async_trait_gen {

using namespace clang;

namespace {

/// A supertrait, near or far.
struct Inherited {
  const CXXRecordDecl* Trait; ///< As it is defined.
  const CXXRecordDecl* Class; ///< With its arguments where they are known, else the same.
  QualType Type;              ///< Canonical; in the words of what names it.
  SourceLocation Where;       ///< Of the trait's own base that brings it.
  bool IsTypeKnown;           ///< Whether those words are the trait's own.
  bool AreMembersKnown;       ///< Whether those of its members are.
};

/// Whether the arguments of \p Type are the first parameters of a template around it, in
/// their order: what they mean in the named template is then what they mean here.
bool passesParametersOn(QualType Type) {
  const auto* Template = Type->getAs<TemplateSpecializationType>();
  if (!Template)
    return false;
  unsigned Index = 0;
  return std::ranges::all_of(Template->template_arguments(), [&](const TemplateArgument& One) {
    const auto* Parameter = One.getKind() == TemplateArgument::Type
                                ? One.getAsType()->getAs<TemplateTypeParmType>()
                                : nullptr;
    return Parameter && !Parameter->isParameterPack() && Parameter->getDepth() == 0 &&
           Parameter->getIndex() == Index++;
  });
}

void collect(const CXXRecordDecl& Class, bool IsKnown, SourceLocation Where,
             std::vector<Inherited>& Result) {
  for (const CXXBaseSpecifier& Base : Class.bases()) {
    const CXXRecordDecl* Trait = traitOf(Base);
    if (!Trait)
      continue;
    const QualType Type = Base.getType().getCanonicalType();
    const CXXRecordDecl* Instance = Type->isDependentType() ? Trait : Type->getAsCXXRecordDecl();
    const bool IsInstanceKnown = !Type->isDependentType() || (IsKnown && passesParametersOn(Type));
    const SourceLocation Place = Where.isValid() ? Where : Base.getBaseTypeLoc();
    Result.push_back(
        {Trait, Instance, Type, Place, IsKnown || !Type->isDependentType(), IsInstanceKnown});
    collect(*Instance, IsInstanceKnown, Place, Result);
  }
}

void checkArguments(const std::vector<Inherited>& All, ASTContext& Context) {
  for (auto One = All.begin(); One != All.end(); ++One) {
    const auto Differs = [&](const Inherited& Other) {
      return Other.Trait == One->Trait && Other.Type != One->Type && Other.IsTypeKnown &&
             One->IsTypeKnown;
    };
    const auto Other = std::find_if(All.begin(), One, Differs);
    if (Other == One)
      continue;
    report(Context.getDiagnostics(), One->Where, Message::SupertraitArguments)
        << Other->Type << One->Type;
    if (Other->Where != One->Where)
      report(Context.getDiagnostics(), Other->Where, Message::NotePrevious);
    return;
  }
}

const CXXMethodDecl* methodOf(const Decl& D) {
  const auto* Template = dyn_cast<FunctionTemplateDecl>(&D);
  const auto* Method = dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : &D);
  return Method && !Method->isImplicit() && Method->getDeclName().isIdentifier() ? Method : nullptr;
}

bool haveSameHead(const CXXMethodDecl& A, const CXXMethodDecl& B, const ASTContext& Context) {
  const FunctionTemplateDecl* OfA = A.getDescribedFunctionTemplate();
  const FunctionTemplateDecl* OfB = B.getDescribedFunctionTemplate();
  if (!OfA || !OfB)
    return !OfA && !OfB;
  return Context.isSameTemplateParameterList(OfA->getTemplateParameters(),
                                             OfB->getTemplateParameters());
}

/// Whether one class could not have both, by C++'s rules of overloading.
bool areTheSame(const CXXMethodDecl& A, const CXXMethodDecl& B, const ASTContext& Context) {
  if (A.getTrailingRequiresClause() || B.getTrailingRequiresClause())
    return false;
  const auto TypesOf = [](const CXXMethodDecl& D) {
    return D.getType().getCanonicalType()->castAs<FunctionProtoType>()->param_types();
  };
  if (!std::ranges::equal(TypesOf(A), TypesOf(B)) || !haveSameHead(A, B, Context))
    return false;
  const bool HasAnyReceiver = A.isStatic() || B.isStatic() ||
                              (A.getRefQualifier() == RQ_None) != (B.getRefQualifier() == RQ_None);
  return HasAnyReceiver ||
         (A.isConst() == B.isConst() && A.getRefQualifier() == B.getRefQualifier());
}

void checkMethods(const CXXRecordDecl& Trait, const std::vector<Inherited>& All,
                  ASTContext& Context) {
  const auto Inherits = [&](const CXXMethodDecl& Own, const Inherited& Base) {
    for (const NamedDecl* D : Base.Class->lookup(Own.getDeclName())) {
      const CXXMethodDecl* Old = methodOf(*D);
      const bool IsKnown = Base.AreMembersKnown || !Old || !Old->getType()->isDependentType();
      if (!Old || !IsKnown || !areTheSame(Own, *Old, Context))
        continue;
      report(Context.getDiagnostics(), Own.getLocation(), Message::MethodInherited)
          << Own.getName() << Base.Trait->getName();
      report(Context.getDiagnostics(), Old->getLocation(), Message::NotePrevious);
      return true;
    }
    return false;
  };
  for (const Decl* D : Trait.decls())
    if (const CXXMethodDecl* Own = methodOf(*D))
      std::ranges::any_of(All, [&](const Inherited& Base) { return Inherits(*Own, Base); });
}

} // namespace

void checkSupertraits(const CXXRecordDecl& Trait, ASTContext& Context) {
  std::vector<Inherited> All;
  collect(Trait, /*IsKnown=*/true, SourceLocation(), All);
  checkArguments(All, Context);
  checkMethods(Trait, All, Context);
}

} // namespace async_trait_gen
