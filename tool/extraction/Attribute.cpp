#include "extraction/Attribute.h"

#include "extraction/Diagnostics.h"
#include "extraction/RawTokens.h"
#include "frontend/ClangCompat.h"
#include "model/OptionText.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

#include <algorithm>
#include <optional>

namespace async_trait_gen {
namespace {

using namespace clang;

/// The places where the attribute may stand.
enum class Place { Trait, AssociatedType, Method };

bool isMemberOfTrait(const Decl& D) {
  const auto* Class = dyn_cast<CXXRecordDecl>(D.getDeclContext());
  return Class && hasTraitAttribute(*Class);
}

/// Where \p D is a place for the attribute, or the reason why it is none.
struct Placement {
  std::optional<Place> Where;
  Message Refusal = Message::AttributeMisplaced;
};

Placement placementOf(const Decl& D) {
  if (isa<EnumDecl>(D))
    return {.Where = {}, .Refusal = Message::AttributeOnEnum};
  if (const auto* Class = dyn_cast<CXXRecordDecl>(&D)) {
    if (isMemberOfTrait(D))
      return {.Where = Place::AssociatedType};
    if (Class->isUnion())
      return {.Where = {}, .Refusal = Message::AttributeOnUnion};
    if (isa<CXXRecordDecl>(D.getDeclContext()))
      return {.Where = {}, .Refusal = Message::TraitInClass};
    if (D.getDeclContext()->isFunctionOrMethod())
      return {.Where = {}, .Refusal = Message::TraitInFunction};
    return {.Where = Place::Trait};
  }
  if (isa<CXXMethodDecl>(D) && isMemberOfTrait(D))
    return {.Where = Place::Method};
  return {};
}

/// Whether a class can have the name \p Name.
bool isIdentifier(StringRef Name, ASTContext& Context) {
  bool IsWhole = false;
  forEachToken(Name, Context.getLangOpts(), [&](const Token& T, StringRef Spelling) {
    IsWhole = T.is(tok::raw_identifier) && Spelling == Name;
  });
  if (!IsWhole)
    return false;
  const IdentifierInfo& Known = Context.Idents.get(Name);
  return Known.getTokenID() == tok::identifier && !Known.isCPlusPlusOperatorKeyword();
}

void checkTraitOption(Sema& S, const NamedDecl& D, const AttributeOption& Option) {
  const StringRef Text = Option.Value;
  const auto [Key, Value] = Text.split('=');
  const auto Refuse = [&](Message What, StringRef Argument) {
    S.Diag(Option.Where, diagnosticId(S.getDiagnostics(), What)) << Argument;
  };
  if (!Text.contains('=') || (Key != "dyn" && Key != "storage" && Key != "future"))
    Refuse(Message::OptionUnknownOnTrait, Text);
  else if (Value.trim().empty())
    Refuse(Message::OptionValueMissing, Text);
  else if ((Key == "storage" && !model::isTypeName(Value)) ||
           (Key == "future" && !model::isTemplateName(Value)))
    S.Diag(Option.Where, diagnosticId(S.getDiagnostics(), Message::OptionNotName))
        << Value << (Key == "storage" ? "type" : "template") << Key;
  else if (Key == "dyn" && !isIdentifier(Value, S.Context))
    Refuse(Message::OptionDynName, Value);
  else if (Key == "dyn" && D.getIdentifier() && D.getName() == Value)
    Refuse(Message::OptionDynIsTrait, Value);
}

void checkOption(Sema& S, const Decl& D, Place Where, const AttributeOption& Option) {
  const StringRef Text = Option.Value;
  switch (Where) {
  case Place::Trait:
    checkTraitOption(S, cast<NamedDecl>(D), Option);
    return;
  case Place::AssociatedType:
    if (Text.trim() == "requires")
      S.Diag(Option.Where, diagnosticId(S.getDiagnostics(), Message::BoundEmpty));
    else if (!Text.ltrim().starts_with("requires") ||
             isAsciiIdentifierContinue(static_cast<unsigned char>(Text.ltrim()[8])))
      S.Diag(Option.Where, diagnosticId(S.getDiagnostics(), Message::OptionUnknownOnType)) << Text;
    return;
  case Place::Method:
    if (Text != "static_only")
      S.Diag(Option.Where, diagnosticId(S.getDiagnostics(), Message::OptionUnknownOnMethod))
          << Text;
    return;
  }
}

/// An argument that is no expression is a name.
SourceLocation locationOfArgument(const ParsedAttr& Parsed, unsigned Index) {
  if (Parsed.isArgExpr(Index) && Parsed.getArgAsExpr(Index))
    return Parsed.getArgAsExpr(Index)->getBeginLoc();
  return Parsed.isArgIdent(Index) ? compat::locationOf(*Parsed.getArgAsIdent(Index))
                                  : Parsed.getLoc();
}

const AnnotateAttr* asTraitAttribute(const Attr* A) {
  const auto* Annotation = dyn_cast<AnnotateAttr>(A);
  return Annotation && Annotation->getAnnotation() == TraitAttributeName ? Annotation : nullptr;
}

struct TraitAttributeInfo : ParsedAttrInfo {
  TraitAttributeInfo() {
    // More than any sensible use, and the most that its bit-field holds.
    OptArgs = 15;
    static constexpr Spelling Names[] = {{ParsedAttr::AS_CXX11, TraitAttributeName}};
    Spellings = Names;
  }

  bool diagAppertainsToDecl(Sema& S, const ParsedAttr& Parsed, const Decl* D) const override {
    const Placement Found = placementOf(*D);
    if (!Found.Where)
      S.Diag(Parsed.getLoc(), diagnosticId(S.getDiagnostics(), Found.Refusal));
    return Found.Where.has_value();
  }

  AttrHandling handleDeclAttribute(Sema& S, Decl* D, const ParsedAttr& Parsed) const override {
    const Placement Found = placementOf(*D);
    if (!Found.Where)
      return AttributeNotApplied;
    SmallVector<Expr*, 4> Options;
    for (unsigned I = 0; I < Parsed.getNumArgs(); ++I) {
      Expr* Argument = Parsed.isArgExpr(I) ? Parsed.getArgAsExpr(I) : nullptr;
      const auto* Literal =
          Argument ? dyn_cast<StringLiteral>(Argument->IgnoreParenCasts()) : nullptr;
      if (!Literal || !Literal->isOrdinary()) {
        S.Diag(locationOfArgument(Parsed, I),
               diagnosticId(S.getDiagnostics(), Message::OptionNotLiteral));
        continue;
      }
      checkOption(S, *D, *Found.Where, {Literal->getString().str(), Literal->getBeginLoc()});
      Options.push_back(Argument);
    }
    D->addAttr(AnnotateAttr::Create(S.Context, TraitAttributeName, Options.data(),
                                    static_cast<unsigned>(Options.size()), Parsed));
    return AttributeApplied;
  }
};

} // namespace

void registerTraitAttribute() {
  static const ParsedAttrInfoRegistry::Add<TraitAttributeInfo> Registration(
      TraitAttributeName, "declares an async trait");
}

bool hasTraitAttribute(const Decl& D) { return llvm::any_of(D.attrs(), asTraitAttribute); }

std::vector<AttributeOption> optionsOf(const Decl& D) {
  std::vector<const Decl*> Declarations;
  for (const Decl* One = D.getMostRecentDecl(); One; One = One->getPreviousDecl())
    Declarations.push_back(One);
  std::ranges::reverse(Declarations);
  std::vector<AttributeOption> Result;
  for (const Decl* One : Declarations)
    for (const Attr* A : One->attrs())
      if (const AnnotateAttr* Annotation = asTraitAttribute(A);
          Annotation && !Annotation->isInherited())
        for (const Expr* Argument : Annotation->args()) {
          const auto* Literal = cast<StringLiteral>(Argument->IgnoreParenCasts());
          Result.push_back({Literal->getString().str(), Literal->getBeginLoc()});
        }
  return Result;
}

StringRef constraintOf(const AttributeOption& Bound) {
  return StringRef(Bound.Value).ltrim().drop_front(StringRef("requires").size()).trim();
}

std::string typeNamedBy(const AttributeOption& Option, StringRef Result) {
  const auto [Key, Value] = StringRef(Option.Value).split('=');
  const std::string Name =
      Key == "storage" ? model::qualifiedPolicy(Value.trim().str()) : Value.trim().str();
  if ((Key != "storage" && Key != "future") || model::isOfRuntime(Name))
    return {};
  return Key == "future" ? Name + "<" + Result.str() + ">" : Name;
}

std::string dynNameOf(const Decl& D) {
  for (const AttributeOption& Option : optionsOf(D))
    if (StringRef Name = Option.Value; Name.consume_front("dyn="))
      return Name.str();
  return {};
}

std::vector<SourceLocation> attributeLocations(const Decl& D) {
  std::vector<SourceLocation> Result;
  for (const Attr* A : D.attrs())
    if (asTraitAttribute(A) && !A->isInherited())
      Result.push_back(A->getLocation());
  return Result;
}

} // namespace async_trait_gen
