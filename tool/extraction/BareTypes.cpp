#include "extraction/BareTypes.h"

#include "extraction/Attribute.h"
#include "extraction/HeaderScope.h"
#include "extraction/NameLookup.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

/// Looks for what depends on the implementer, through aliases, too.
class Dependence : public RecursiveASTVisitor<Dependence> {
public:
  static bool isIn(QualType Type) {
    Dependence Visitor;
    return !Visitor.TraverseType(Type);
  }

  bool VisitTypedefType(TypedefType* Type) { return TraverseType(Type->desugar()); }
  bool VisitRecordType(RecordType* Type) {
    const auto* Around = dyn_cast<CXXRecordDecl>(Type->getDecl()->getDeclContext());
    return !Around || !hasTraitAttribute(*Around);
  }
  bool VisitTemplateTypeParmType(TemplateTypeParmType*) { return false; }
};

const TypedefNameDecl* findAlias(const CXXRecordDecl& Trait, DeclarationName Name) {
  for (const NamedDecl* Found : Trait.lookup(Name)) {
    if (const auto* Template = dyn_cast<TypeAliasTemplateDecl>(Found))
      return Template->getTemplatedDecl();
    if (const auto* Alias = dyn_cast<TypedefNameDecl>(Found))
      return Alias;
  }
  for (const CXXBaseSpecifier& Base : Trait.bases())
    if (const CXXRecordDecl* Super = traitOf(Base))
      if (const TypedefNameDecl* Alias = findAlias(*Super, Name))
        return Alias;
  return nullptr;
}

class BareTypes : public RecursiveASTVisitor<BareTypes> {
public:
  BareTypes(const NameLookup& TheNames, const TokenStream& TheTokens,
            std::set<std::size_t>& TheResult)
      : Names(TheNames), Tokens(TheTokens), Result(TheResult) {}

  bool VisitTypeLoc(TypeLoc Type) {
    const auto Begin = Tokens.find(Type.getBeginLoc());
    const auto End = Tokens.find(Type.getEndLoc());
    // What qualifies something else is no type of its own.
    if (!Begin || !End || Tokens.is(*End + 1, tok::coloncolon) || isQualified(*Begin))
      return true;
    const TokenRange Qualifier = qualifierAt(*Begin);
    for (std::size_t I = Qualifier.Begin; I < Qualifier.End; ++I)
      if (dependsOnImplementer(I))
        Result.insert(*Begin);
    return true;
  }

  /// The same of a body, of which only the tokens are known, as far as names alone tell.
  void visitTokens(TokenRange Range) {
    for (std::size_t I = Range.Begin; I < Range.End; ++I) {
      const TokenRange Qualifier = isQualified(I) ? TokenRange() : qualifierAt(I);
      if (Qualifier.empty() || !isTypeOf(Qualifier, Tokens[Qualifier.End + 1].Identifier))
        continue;
      for (std::size_t Each = I; Each < Qualifier.End; ++Each)
        if (dependsOnImplementer(Each))
          Result.insert(I);
    }
  }

private:
  /// Whether \p Member is a type of the class template whose instance \p Qualifier is.
  bool isTypeOf(TokenRange Qualifier, IdentifierInfo* Member) const {
    const NamedDecl* Found = nullptr;
    if (const TypedefNameDecl* Alias = findAlias(Names.trait(), Tokens[Qualifier.Begin].Identifier))
      Found = templateOf(Alias->getUnderlyingType());
    else
      Found = templateNamed(Qualifier);
    const auto* Template = dyn_cast_or_null<ClassTemplateDecl>(Found);
    const CXXRecordDecl* Class = Template ? Template->getTemplatedDecl()->getDefinition() : nullptr;
    return Class && Member && llvm::any_of(Class->lookup(Member), [](const NamedDecl* One) {
             return isa<TypeDecl>(One);
           });
  }

  static const NamedDecl* templateOf(QualType Type) {
    while (const auto* Alias = Type->getAs<TypedefType>())
      Type = Alias->desugar();
    const auto* Instance = Type->getAs<TemplateSpecializationType>();
    return Instance ? Instance->getTemplateName().getAsTemplateDecl() : nullptr;
  }

  /// What `ns::Box<...>` is an instance of.
  const NamedDecl* templateNamed(TokenRange Name) const {
    std::size_t At = Name.Begin;
    const NamedDecl* Found = nullptr;
    for (; At < Name.End; ++At) {
      IdentifierInfo* Identifier = Tokens[At].Identifier;
      if (!Identifier)
        continue;
      if (At == Name.Begin)
        Found = Names.findAround(Identifier, Tokens[At].Where);
      else if (const auto* Space = dyn_cast_or_null<NamespaceDecl>(Found))
        Found = Space->lookup(Identifier).empty() ? nullptr : Space->lookup(Identifier).front();
      if (Tokens.is(At + 1, tok::less))
        return Tokens.skipAngles(At + 1) == Name.End ? Found : nullptr;
    }
    return nullptr;
  }

  bool isQualified(std::size_t Index) const {
    return Index > 0 &&
           (Tokens.is(Index - 1, tok::coloncolon) || Tokens.is(Index - 1, tok::kw_typename));
  }

  /// What stands in front of the last `::` of the name at \p Begin.
  TokenRange qualifierAt(std::size_t Begin) const {
    TokenRange Qualifier = {Begin, Begin};
    std::size_t At = Tokens.is(Begin, tok::coloncolon) ? Begin + 1 : Begin;
    while (Tokens.is(At, tok::identifier)) {
      ++At;
      if (Tokens.is(At, tok::less))
        At = Tokens.skipAngles(At);
      if (!Tokens.is(At, tok::coloncolon))
        break;
      Qualifier.End = At++;
      if (Tokens.is(At, tok::kw_template))
        ++At;
    }
    return Qualifier;
  }

  bool dependsOnImplementer(std::size_t Index) const {
    const SourceToken& Token = Tokens[Index];
    if (Token.Kind != tok::identifier || isQualified(Index))
      return false;
    using Kind = model::Piece::Kind;
    switch (Names.resolve(*Token.Identifier, Token.Where, /*IsQualifier=*/true).What) {
    case Kind::AssociatedType:
    case Kind::Parameter:
      return true;
    case Kind::Alias: {
      const TypedefNameDecl* Alias = findAlias(Names.trait(), Token.Identifier);
      return Alias && Dependence::isIn(Alias->getUnderlyingType());
    }
    default:
      return false;
    }
  }

  const NameLookup& Names;
  const TokenStream& Tokens;
  std::set<std::size_t>& Result;
};

} // namespace

void addBareTypes(const CXXRecordDecl& Trait, const TokenStream& Tokens,
                  std::set<std::size_t>& Result) {
  const HeaderScope All(Trait.getASTContext());
  const NameLookup Names(Trait, All);
  BareTypes Visitor(Names, Tokens, Result);
  for (Decl* D : Trait.decls()) {
    Visitor.TraverseDecl(D);
    const FunctionDecl* Function = D->getAsFunction();
    const auto Name = Function ? Tokens.find(Function->getLocation()) : std::nullopt;
    if (!Name)
      continue;
    std::size_t At = *Name;
    while (At < Tokens.size() && !Tokens.is(At, tok::semi) && !Tokens.is(At, tok::l_brace))
      At = Tokens.is(At, tok::l_paren) ? Tokens.skipBrackets(At) : At + 1;
    if (Tokens.is(At, tok::l_brace))
      Visitor.visitTokens({At, Tokens.skipBrackets(At)});
  }
}

} // namespace async_trait_gen
