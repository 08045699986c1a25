#include "extraction/FileChecks.h"

#include "extraction/AsyncResult.h"
#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/QualifiedMember.h"
#include "extraction/TraitUses.h"

#include "clang/AST/RecursiveASTVisitor.h"

#include <set>

namespace async_trait_gen {

using namespace clang;

namespace {

using Places = std::set<SourceLocation>;

/// Sorts the places where the AST has a name `async`.
class AsyncNames : public RecursiveASTVisitor<AsyncNames> {
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

  /// Those that mean `async_trait::async`, and those that mean another.
  Places Ours;
  Places Others;

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

/// Whether the tokens alone say `async<` or `async_trait::async<`. That is all
/// there is in the bodies of functions, which are not parsed.
bool looksLikeAsync(const TokenStream& Tokens, std::size_t Index) {
  if (!Tokens.is(Index, tok::identifier) || Tokens[Index].Spelling != "async" ||
      !Tokens.is(Index + 1, tok::less))
    return false;
  const auto Before = [&](std::size_t Count) {
    return Index >= Count ? Tokens[Index - Count] : SourceToken();
  };
  if (Before(1).Kind == tok::coloncolon)
    return Before(2).Kind != tok::identifier || Before(2).Spelling == "async_trait";
  return Before(1).Kind != tok::period && Before(1).Kind != tok::arrow;
}

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
  AsyncNames Names;
  for (Decl* D : Unit.declarationsIn(File)) {
    Names.TraverseDecl(D);
    for (const TraitUse& Use : traitsNamedAsTypes(*D))
      if (!Qualifiers.contains(Use.Where))
        reportTraitAsType(Engine, Use, Use.Where);
  }
  const Places Allowed = methodResults(Traits);

  for (const std::size_t I : Unit.tokensIn(File)) {
    const SourceLocation Where = Tokens[I].Where;
    if (Tokens[I].Kind != tok::identifier)
      continue;
    const bool IsAsync =
        Names.Ours.contains(Where) || (looksLikeAsync(Tokens, I) && !Names.Others.contains(Where));
    if (IsAsync && !Allowed.contains(Where))
      report(Engine, Where, Message::AsyncMisplaced);
    if (looksLikeAttribute(Tokens, I) && !Traits.AttributeNames.contains(Where))
      report(Engine, Where,
             isOnClass(Tokens, I) ? Message::TraitInFunction : Message::AttributeMisplaced);
  }
}

} // namespace async_trait_gen
