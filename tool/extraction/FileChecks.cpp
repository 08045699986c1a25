#include "extraction/FileChecks.h"

#include "extraction/AsyncResult.h"
#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/QualifiedMember.h"
#include "extraction/TraitUses.h"

#include "clang/AST/RecursiveASTVisitor.h"

#include <map>
#include <set>
#include <vector>

namespace async_trait_gen {

using namespace clang;

namespace {

using Places = std::set<SourceLocation>;

/// Whether \p Scope is a trait, or one with arguments.
bool isTrait(const DeclContext& Scope) {
  const auto* Class = dyn_cast<CXXRecordDecl>(&Scope);
  if (const auto* Specialization = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class))
    Class = Specialization->getSpecializedTemplate()->getTemplatedDecl();
  const CXXRecordDecl* Definition = Class ? Class->getDefinition() : nullptr;
  return Definition && hasTraitAttribute(*Definition);
}

/// Sorts the places where the AST has a name `async`, and notes what it has no part of.
class FileVisitor : public RecursiveASTVisitor<FileVisitor> {
public:
  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc Type) {
    note(Type.getTypePtr()->getTemplateName(), Type.getTemplateNameLoc());
    return true;
  }

  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc& Argument) {
    if (Argument.getArgument().getKind() == TemplateArgument::Template)
      note(Argument.getArgument().getAsTemplate(), Argument.getTemplateNameLoc());
    return RecursiveASTVisitor::TraverseTemplateArgumentLoc(Argument);
  }

  bool VisitUsingDecl(UsingDecl* D) {
    for (const UsingShadowDecl* Shadow : D->shadows())
      if (isAsyncTemplate(dyn_cast<TemplateDecl>(Shadow->getTargetDecl())))
        Ours.insert(D->getLocation());
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl* D) {
    if (D->hasSkippedBody())
      Unparsed.push_back(D);
    return true;
  }

  bool VisitDeclaratorDecl(DeclaratorDecl* D) {
    if (D->isOutOfLine() && isTrait(*D->getDeclContext()))
      MembersOutside.push_back(D);
    return true;
  }

  bool VisitClassTemplateSpecializationDecl(ClassTemplateSpecializationDecl* D) {
    if (isTrait(*D) && !hasTraitAttribute(*D)) // Those with it are checked as traits.
      Specializations.push_back(D);
    return true;
  }

  /// Those that mean `async_trait::async`, and those that mean another.
  Places Ours;
  Places Others;
  std::vector<const FunctionDecl*> Unparsed;         ///< Functions without their bodies.
  std::vector<const DeclaratorDecl*> MembersOutside; ///< Of traits, but written elsewhere.
  std::vector<const ClassTemplateSpecializationDecl*> Specializations; ///< Of traits.

private:
  void note(TemplateName Name, SourceLocation Where) {
    (isAsyncTemplate(Name.getAsTemplateDecl()) ? Ours : Others).insert(Where);
  }
};

Places methodResults(const FoundTraits& Traits) {
  Places Result;
  for (const CXXRecordDecl* Trait : Traits.Definitions)
    for (const Decl* Member : Trait->decls()) {
      const auto* Template = dyn_cast<FunctionTemplateDecl>(Member);
      const auto* Method =
          dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : Member);
      const FunctionTypeLoc Type = Method ? Method->getFunctionTypeLoc() : FunctionTypeLoc();
      if (!Type || !asyncResult(Method->getReturnType()))
        continue;
      if (const auto Written = writtenAsync(Type.getReturnLoc()))
        Result.insert(Written.getTemplateNameLoc());
    }
  return Result;
}

/// Where a trait's members are named by way of it or of a supertrait.
Places qualifiersIn(const FoundTraits& Traits, const TokenStream& Tokens,
                    const HeaderScope& Scope) {
  Places Result;
  for (const CXXRecordDecl* Trait : Traits.Definitions) {
    const NameLookup Names(*Trait, Scope);
    const auto Begin = Tokens.find(Trait->getLocation());
    const auto End = Tokens.find(Trait->getBraceRange().getEnd());
    for (std::size_t I = Begin.value_or(0); Begin && End && I < *End; ++I)
      if (const auto Qualified = qualifiedMemberAt(I, Tokens, Names))
        Result.insert(Tokens[Qualified->Trait].Where);
  }
  return Result;
}

/// Finds `async<...>` in the bodies of functions, which are not parsed, by tokens.
class UnparsedAsync {
public:
  UnparsedAsync(const std::vector<const FunctionDecl*>& Functions, const TokenStream& TheTokens)
      : Tokens(TheTokens) {
    for (const FunctionDecl* F : Functions)
      if (const auto Name = Tokens.find(F->getLocation()))
        ByName[*Name] = F;
  }

  bool isAt(std::size_t Index) const {
    if (!isAsyncWithArguments(Index) || before(Index, 1).Kind == tok::period ||
        (before(Index, 1).Kind == tok::arrow && !isTrailingResult(Index - 1)))
      return false;
    const auto Behind = ByName.upper_bound(Index);
    if (Behind == ByName.begin())
      return false;
    const auto& [Name, Function] = *std::prev(Behind);
    if (Index >= endOfBody(Name))
      return false;
    if (before(Index, 1).Kind == tok::coloncolon)
      return before(Index, 2).Kind != tok::identifier || before(Index, 2).Spelling == "async_trait";
    return isFoundAround(*Function) && !isDeclaredBetween(*Function, Index);
  }

private:
  const SourceToken& before(std::size_t Index, std::size_t Count) const {
    static const SourceToken None;
    return Index >= Count ? Tokens[Index - Count] : None;
  }

  bool isAsyncWithArguments(std::size_t Index) const {
    return Tokens.is(Index, tok::identifier) && Tokens[Index].Spelling == "async" &&
           Tokens.is(Index + 1, tok::less);
  }

  /// Of the function with this name; other braces can stand in front of the body.
  std::size_t endOfBody(std::size_t Name) const {
    std::size_t End = Name;
    do
      End = Tokens.skipBrackets(Tokens.findOutsideBrackets({End, Tokens.size()}, tok::l_brace));
    while (Tokens.is(End, tok::l_brace) || Tokens.is(End, tok::comma));
    return End;
  }

  /// Whether the `->` at \p Arrow follows the parameters of a lambda or those of `auto f()`.
  bool isTrailingResult(std::size_t Arrow) const {
    std::size_t Close = Arrow;
    while (Close > 0 && !Tokens.is(Close, tok::r_paren) && !Tokens.is(Close, tok::r_square) &&
           (Close == Arrow || isSpecifier(Tokens[Close].Kind)))
      --Close;
    if (Tokens.is(Close, tok::r_square))
      return true;
    std::size_t Depth = 0;
    std::size_t Open = Close + 1;
    do {
      --Open;
      Depth += Tokens.is(Open, tok::r_paren) ? 1 : 0;
      Depth -= Tokens.is(Open, tok::l_paren) ? 1 : 0;
    } while (Depth != 0 && Open > 0);
    const tok::TokenKind Kind = before(Open, 1).Kind;
    return Kind == tok::r_square || Kind == tok::greater || before(Open, 2).Kind == tok::kw_auto;
  }

  static bool isSpecifier(tok::TokenKind Kind) {
    return Kind == tok::kw_mutable || Kind == tok::kw_noexcept || Kind == tok::kw_constexpr ||
           Kind == tok::kw_consteval || Kind == tok::kw_static || Kind == tok::kw_const;
  }

  /// Whether the name means `async_trait::async` in front of the function's own names.
  static bool isFoundAround(const FunctionDecl& F) {
    IdentifierInfo& Name = F.getASTContext().Idents.get("async");
    for (const DeclContext* Scope = F.getDeclContext(); Scope; Scope = Scope->getParent())
      if (const auto Found = Scope->getRedeclContext()->lookup(&Name); !Found.empty())
        return llvm::any_of(Found, [](const NamedDecl* D) {
          return isAsyncTemplate(dyn_cast<TemplateDecl>(D->getUnderlyingDecl()));
        });
    return false;
  }

  /// Whether the name stands alone in front of \p Index, which the template never does: then it
  /// is that of a parameter or of something in the body.
  bool isDeclaredBetween(const FunctionDecl& F, std::size_t Index) const {
    const FunctionTemplateDecl* Template = F.getDescribedFunctionTemplate();
    const auto Begin = Tokens.find(Template ? Template->getBeginLoc() : F.getBeginLoc());
    for (std::size_t I = Begin.value_or(Index); I < Index; ++I)
      if (Tokens.is(I, tok::identifier) && Tokens[I].Spelling == "async" &&
          !Tokens.is(I + 1, tok::less))
        return true;
    return false;
  }

  const TokenStream& Tokens;
  std::map<std::size_t, const FunctionDecl*> ByName; ///< By the indices of their names.
};

bool looksLikeAttribute(const TokenStream& Tokens, std::size_t Index) {
  return Index > 0 && Tokens.is(Index, tok::identifier) &&
         Tokens[Index].Spelling == TraitAttributeName &&
         (Tokens.is(Index - 1, tok::l_square) || Tokens.is(Index - 1, tok::comma));
}

/// Whether the attribute at \p Index follows the keyword of a class.
bool isOnClass(const TokenStream& Tokens, std::size_t Index) {
  while (Index > 0 && !Tokens.is(Index, tok::l_square))
    --Index;
  return Index >= 2 &&
         (Tokens.is(Index - 2, tok::kw_struct) || Tokens.is(Index - 2, tok::kw_class));
}

} // namespace

void checkFile(const ParsedUnit& Unit, FileID File, const FoundTraits& Traits) {
  const TokenStream& Tokens = Unit.tokens();
  DiagnosticsEngine& Engine = Unit.context().getDiagnostics();
  const Places Qualifiers = qualifiersIn(Traits, Tokens, Unit.scopeOf(File));
  FileVisitor Found;
  for (Decl* D : Unit.declarationsIn(File)) {
    Found.TraverseDecl(D);
    for (const TraitUse& Use : traitsNamedAsTypes(*D))
      if (!Qualifiers.contains(Use.Where))
        reportTraitAsType(Engine, Use, Use.Where);
  }
  for (const DeclaratorDecl* D : Found.MembersOutside)
    report(Engine, D->getLocation(),
           isa<FunctionDecl>(D) ? Message::MethodDefinedLater : Message::ConstantDefinedLater)
        << D->getDeclName().getAsString();
  for (const ClassTemplateSpecializationDecl* D : Found.Specializations)
    report(Engine, D->getLocation(), Message::TraitSpecialization);

  const Places Allowed = methodResults(Traits);
  const UnparsedAsync Unparsed(Found.Unparsed, Tokens);
  for (const std::size_t I : Unit.tokensIn(File)) {
    const SourceLocation Where = Tokens[I].Where;
    if (Tokens[I].Kind != tok::identifier)
      continue;
    const bool IsAsync =
        Found.Ours.contains(Where) || (!Found.Others.contains(Where) && Unparsed.isAt(I));
    if (IsAsync && !Allowed.contains(Where))
      report(Engine, Where, Message::AsyncMisplaced);
    if (looksLikeAttribute(Tokens, I) && !Traits.AttributeNames.contains(Where))
      report(Engine, Where,
             isOnClass(Tokens, I) ? Message::TraitInFunction : Message::AttributeMisplaced);
  }
}

} // namespace async_trait_gen
