#include "extraction/NameLookup.h"

#include "extraction/Attribute.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <optional>

namespace async_trait_gen {

using namespace clang;
using model::Piece;

namespace {

std::optional<Piece::Kind> memberKind(const NamedDecl& D) {
  if (D.isImplicit())
    return std::nullopt;
  if (isa<CXXRecordDecl>(D))
    return Piece::Kind::AssociatedType;
  if (isa<TypedefNameDecl, TypeAliasTemplateDecl>(D))
    return Piece::Kind::Alias;
  if (isa<VarDecl>(D))
    return Piece::Kind::Constant;
  if (const FunctionDecl* Function = D.getAsFunction())
    return cast<CXXMethodDecl>(Function)->isStatic() ? Piece::Kind::StaticMember
                                                     : Piece::Kind::SelfMember;
  return std::nullopt;
}

bool isType(Piece::Kind Kind) {
  return Kind == Piece::Kind::AssociatedType || Kind == Piece::Kind::Alias;
}

/// In front of a `::` only types count, where \p IsQualifier.
std::optional<Piece::Kind> findMember(const CXXRecordDecl& Trait, DeclarationName Name,
                                      bool IsQualifier) {
  std::optional<Piece::Kind> Result;
  // Of overloads, one that needs an object decides.
  for (const NamedDecl* Found : Trait.lookup(Name))
    if (const auto Kind = memberKind(*Found);
        Kind && Result != Piece::Kind::SelfMember && (isType(*Kind) || !IsQualifier))
      Result = Kind;
  if (Result)
    return Result;
  for (const CXXBaseSpecifier& Base : Trait.bases())
    if (const CXXRecordDecl* Super = traitOf(Base))
      if (const auto Kind = findMember(*Super, Name, IsQualifier))
        return Kind;
  return std::nullopt;
}

/// Whether \p Other is \p Trait or one of its supertraits.
bool isIn(const CXXRecordDecl& Trait, const CXXRecordDecl& Other) {
  return &Trait == &Other || llvm::any_of(Trait.bases(), [&](const CXXBaseSpecifier& Base) {
    const CXXRecordDecl* Super = traitOf(Base);
    return Super && isIn(*Super, Other);
  });
}

bool isTemplateParameter(const CXXRecordDecl& Trait, const IdentifierInfo& Name) {
  const ClassTemplateDecl* Template = Trait.getDescribedClassTemplate();
  return Template && llvm::any_of(*Template->getTemplateParameters(),
                                  [&](const NamedDecl* P) { return P->getIdentifier() == &Name; });
}

/// `::demo::` for what is declared in `demo`; inline and anonymous namespaces
/// need not be named.
std::string qualifierOf(const DeclContext& Around) {
  const auto* Space = dyn_cast<NamespaceDecl>(&Around);
  if (!Space)
    return Around.isTranslationUnit() ? "::" : qualifierOf(*Around.getParent());
  std::string Outside = qualifierOf(*Space->getParent());
  if (Space->isInline() || Space->isAnonymousNamespace())
    return Outside;
  return Outside + Space->getName().str() + "::";
}

const NamespaceDecl* asNamespace(const NamedDecl* D) {
  const auto* Alias = dyn_cast_or_null<NamespaceAliasDecl>(D);
  return Alias ? Alias->getNamespace() : dyn_cast_or_null<NamespaceDecl>(D);
}

const NamedDecl* memberOf(const NamespaceDecl& Space, IdentifierInfo* Name) {
  const auto Members = Space.lookup(Name);
  return Members.empty() ? nullptr : Members.front();
}

} // namespace

const CXXRecordDecl* traitOf(const CXXBaseSpecifier& Base) {
  const QualType Type = Base.getType();
  const CXXRecordDecl* Class = Type->getAsCXXRecordDecl();
  if (const auto* Specialization = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class))
    Class = Specialization->getSpecializedTemplate()->getTemplatedDecl();
  else if (const auto* Dependent = Type->getAs<TemplateSpecializationType>(); !Class && Dependent)
    if (const auto* Template =
            dyn_cast_or_null<ClassTemplateDecl>(Dependent->getTemplateName().getAsTemplateDecl()))
      Class = Template->getTemplatedDecl();
  if (!Class || !hasTraitAttribute(*Class))
    return nullptr;
  return Class->getDefinition();
}

const NamedDecl* NameLookup::findAround(DeclarationName Name, SourceLocation Where) const {
  for (const DeclContext* Around = Trait.getDeclContext(); Around; Around = Around->getParent()) {
    llvm::SmallPtrSet<const DeclContext*, 4> Searched;
    if (Around->isTransparentContext())
      continue;
    if (const NamedDecl* Found = findIn(*Around, Name, Where, Searched))
      return Found;
  }
  return nullptr;
}

// A directive may stand in what another one names.
const NamedDecl* NameLookup::findIn(const DeclContext& Space, DeclarationName Name,
                                    SourceLocation Where,
                                    llvm::SmallPtrSetImpl<const DeclContext*>& Searched) const {
  if (!Searched.insert(Space.getPrimaryContext()).second)
    return nullptr;
  for (const NamedDecl* Found : Space.lookup(Name))
    if (Scope.seesBefore(*Found, Where))
      return Found;
  for (const UsingDirectiveDecl* Directive : Space.using_directives())
    if (const NamedDecl* Found = findIn(*Directive->getNominatedNamespace(), Name, Where, Searched))
      return Found;
  return nullptr;
}

bool NameLookup::hasMember(IdentifierInfo& Name) const {
  return findMember(Trait, &Name, /*IsQualifier=*/false).has_value();
}

bool NameLookup::isAncestor(const CXXRecordDecl& Other) const { return isIn(Trait, Other); }

const CXXRecordDecl* NameLookup::findTrait(llvm::ArrayRef<IdentifierInfo*> Path,
                                           SourceLocation Where) const {
  const bool IsQualified = Path.size() > 1;
  if (findMember(Trait, Path.front(), IsQualified) || isTemplateParameter(Trait, *Path.front()))
    return nullptr;
  const NamedDecl* Found = findAround(Path.front(), Where);
  for (IdentifierInfo* Name : Path.drop_front()) {
    const NamespaceDecl* Space = asNamespace(Found);
    Found = Space ? memberOf(*Space, Name) : nullptr;
  }
  const auto* Template = dyn_cast_or_null<ClassTemplateDecl>(Found);
  const auto* Class =
      dyn_cast_or_null<CXXRecordDecl>(Template ? Template->getTemplatedDecl() : Found);
  const CXXRecordDecl* Definition = Class ? Class->getDefinition() : nullptr;
  const bool IsTrait =
      Definition && hasTraitAttribute(*Definition) &&
      context().getSourceManager().isBeforeInTranslationUnit(Definition->getLocation(), Where);
  return IsTrait ? Definition : nullptr;
}

bool NameLookup::isIncomplete(const NamedDecl& D, SourceLocation Where) const {
  const auto* Template = dyn_cast<ClassTemplateDecl>(&D);
  const auto* Class = dyn_cast<CXXRecordDecl>(Template ? Template->getTemplatedDecl() : &D);
  const CXXRecordDecl* Definition = Class ? Class->getDefinition() : nullptr;
  return Class && !(Definition && Scope.seesThisBefore(*Definition, Where));
}

bool NameLookup::isDeclared(llvm::ArrayRef<IdentifierInfo*> Path, SourceLocation Where) const {
  const NamedDecl* Found = findAround(Path.front(), Where);
  for (IdentifierInfo* Name : Path.drop_front())
    if (const NamespaceDecl* Space = asNamespace(Found))
      Found = memberOf(*Space, Name);
  return Found != nullptr;
}

Piece NameLookup::resolve(IdentifierInfo& Name, SourceLocation Where, bool IsQualifier) const {
  const std::string Spelling = Name.getName().str();
  if (const auto Kind = findMember(Trait, &Name, IsQualifier))
    return {*Kind, Spelling, {}};
  if (isTemplateParameter(Trait, Name))
    return {Piece::Kind::Parameter, Spelling, {}};
  const NamedDecl* Found = findAround(&Name, Where);
  if (!Found || Found->isImplicit())
    return {Piece::Kind::Verbatim, Spelling, {}};
  const DeclContext& Around = *Found->getDeclContext()->getRedeclContext();
  const bool IsTopLevelNamespace =
      isa<NamespaceDecl, NamespaceAliasDecl>(Found) && Around.isTranslationUnit();
  if (IsTopLevelNamespace)
    return {Piece::Kind::Verbatim, Spelling, {}};
  return {Piece::Kind::Outer, Spelling, qualifierOf(Around), isIncomplete(*Found, Where)};
}

Piece NameLookup::resolveLiteral(std::string Spelling, StringRef Suffix,
                                 SourceLocation Where) const {
  const DeclarationName Operator =
      context().DeclarationNames.getCXXLiteralOperatorName(&context().Idents.get(Suffix));
  const NamedDecl* Found = Suffix.empty() ? nullptr : findAround(Operator, Where);
  if (!Found)
    return {Piece::Kind::Verbatim, std::move(Spelling), {}};
  return {Piece::Kind::Literal, std::move(Spelling),
          qualifierOf(*Found->getDeclContext()->getRedeclContext()) + Operator.getAsString()};
}

} // namespace async_trait_gen
