#include "extraction/TraitChecks.h"

#include "extraction/AsyncResult.h"
#include "extraction/Attribute.h"
#include "extraction/BoundText.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/RawTokens.h"
#include "extraction/SupertraitChecks.h"

#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace async_trait_gen {

using namespace clang;

namespace {

class TraitCheck {
public:
  TraitCheck(const CXXRecordDecl& TheTrait, const TokenStream& TheTokens, ASTContext& TheContext)
      : Trait(TheTrait), Tokens(TheTokens), Context(TheContext) {}

  void run() {
    if (!checkShape())
      return;
    checkOptions();
    if (llvm::all_of(Trait.bases(), [this](const auto& Base) { return checkBase(Base); }))
      checkSupertraits(Trait, Context);
    checkDefaultAccess();
    for (const Decl* D : Trait.decls())
      if (!D->isImplicit())
        checkMember(*D);
  }

private:
  DiagnosticBuilder refuse(SourceLocation Where, Message What) {
    return report(Context.getDiagnostics(), Where, What);
  }

  /// Whether the class is one that stands in the file as it is.
  bool checkShape() {
    if (Trait.getName().empty())
      return refuse(Trait.getLocation(), Message::TraitUnnamed), false;
    if (isa<ClassTemplateSpecializationDecl>(Trait))
      return refuse(Trait.getLocation(), Message::TraitSpecialization), false;
    if (Trait.isInAnonymousNamespace())
      return refuse(Trait.getLocation(), Message::TraitInAnonymousNamespace) << Trait.getName(),
             false;
    if (Trait.getQualifierLoc())
      return refuse(Trait.getQualifierLoc().getBeginLoc(), Message::TraitQualified)
                 << Trait.getName(),
             false;
    if (Trait.getDeclContext()->isExternCContext())
      return refuse(Trait.getLocation(), Message::TraitInC) << Trait.getName(), false;
    const auto Close = Tokens.find(Trait.getBraceRange().getEnd());
    const SourceLocation Parts[] = {Trait.getBeginLoc(), Trait.getLocation(),
                                    Trait.getBraceRange().getBegin(),
                                    Trait.getBraceRange().getEnd()};
    for (const SourceLocation Where : Parts)
      if (Where.isMacroID())
        return refuse(Where, Message::TraitFromMacro) << Trait.getName(), false;
    if (!Close)
      return refuse(Trait.getLocation(), Message::TraitTokensUnknown) << Trait.getName(), false;
    if (!Tokens.is(*Close + 1, tok::semi))
      return refuse(Tokens[*Close + 1].Where, Message::TraitDeclaresVariable) << Trait.getName(),
             false;
    if (Tokens[*Close + 1].Where.isMacroID())
      return refuse(Tokens[*Close + 1].Where, Message::TraitFromMacro) << Trait.getName(), false;
    const std::size_t First = firstOfDeclaration();
    const ClassTemplateDecl* Template = Trait.getDescribedClassTemplate();
    if (Tokens[First].Where != (Template ? Template->getBeginLoc() : Trait.getBeginLoc()))
      return refuse(Tokens[First].Where, Message::TraitInDeclaration) << Trait.getName(), false;
    return true;
  }

  /// The first token of the declaration that defines the trait, behind the end of the one
  /// before.
  std::size_t firstOfDeclaration() const {
    const auto EndsDeclaration = [&](std::size_t Index) {
      return Tokens.is(Index, tok::semi) || Tokens.is(Index, tok::l_brace) ||
             Tokens.is(Index, tok::r_brace) ||
             fileOf(Tokens[Index].Where, Context.getSourceManager()) !=
                 fileOf(Trait.getLocation(), Context.getSourceManager());
    };
    std::size_t First = indexOf(Trait.getBeginLoc());
    while (First > 0 && !EndsDeclaration(First - 1))
      --First;
    return First;
  }

  /// Each option once, and none that another leaves without a meaning.
  void checkOptions() {
    const std::vector<AttributeOption> Options = optionsOf(Trait);
    const auto KeyOf = [](const AttributeOption& O) { return StringRef(O.Value).split('=').first; };
    const auto Contradict = [&](const AttributeOption& A, const AttributeOption& B) {
      if (KeyOf(A) == KeyOf(B))
        return A.Value != B.Value;
      return (KeyOf(A) != "dyn" || A.Value == "dyn=none") &&
             (KeyOf(B) != "dyn" || B.Value == "dyn=none");
    };
    for (auto One = Options.begin(); One != Options.end(); ++One) {
      const auto Other = std::find_if(Options.begin(), One,
                                      [&](const auto& Before) { return Contradict(Before, *One); });
      if (Other == One)
        continue;
      refuse(One->Where, Message::OptionContradiction) << One->Value << Other->Value;
      report(Context.getDiagnostics(), Other->Where, Message::NotePrevious);
    }
  }

  bool checkBase(const CXXBaseSpecifier& Base) {
    if (!traitOf(Base))
      return refuse(Base.getBaseTypeLoc(), Message::NonTraitBase), false;
    if (Base.isPackExpansion())
      return refuse(Base.getBaseTypeLoc(), Message::SupertraitPack), false;
    if (Base.getAccessSpecifier() != AS_public || Base.isVirtual())
      return refuseBaseSpecifier(Base), false;
    return true;
  }

  void refuseBaseSpecifier(const CXXBaseSpecifier& Base) {
    const std::size_t First = indexOf(Base.getBeginLoc());
    const std::size_t Type = indexOf(Base.getBaseTypeLoc());
    const auto Find = [&](std::initializer_list<tok::TokenKind> Kinds) {
      std::size_t I = First;
      while (I < Type && std::ranges::none_of(Kinds, [&](auto K) { return Tokens.is(I, K); }))
        ++I;
      return I;
    };
    const std::size_t Access = Find({tok::kw_private, tok::kw_protected});
    const std::size_t Virtual = Find({tok::kw_virtual});
    auto Report = refuse(Tokens[std::min(Access, Virtual)].Where, Message::BaseNotPublic);
    if (Access < Type)
      replaceToken(Access, "public", Report);
    if (Virtual < Type)
      removeToken(Virtual, Report);
  }

  /// Of a `class`, the members in front of the first `public:` are private.
  void checkDefaultAccess() {
    if (!Trait.isClass())
      return;
    for (const Decl* D : Trait.decls()) {
      if (D->isImplicit())
        continue;
      if (!isa<AccessSpecDecl>(D)) {
        auto Report = refuse(D->getLocation(), Message::NotPublic);
        replaceToken(indexOf(Trait.getBeginLoc()), "struct", Report);
      }
      return;
    }
  }

  void checkMember(const Decl& D) {
    if (fileOf(D.getLocation(), Context.getSourceManager()) !=
        fileOf(Trait.getLocation(), Context.getSourceManager())) {
      refuse(D.getLocation(), Message::MemberFromInclude);
      return;
    }
    if (const auto* Access = dyn_cast<AccessSpecDecl>(&D)) {
      if (Access->getAccess() != AS_public) {
        auto Report = refuse(Access->getAccessSpecifierLoc(), Message::NotPublic);
        replaceToken(indexOf(Access->getAccessSpecifierLoc()), "public", Report);
      }
      return;
    }
    if (isa<EmptyDecl>(D) || isSecondDeclarator(D))
      return;
    if (const auto* Friend = dyn_cast<FriendDecl>(&D))
      refuse(Friend->getFriendLoc(), Message::Friend);
    else if (const auto* Tag = dyn_cast<TagDecl>(&D); Tag && !D.getDeclContext()->Equals(&Trait))
      refuse(D.getLocation(), Message::DeclaredInPassing) << Tag->getName();
    else if (const auto* Class = dyn_cast<CXXRecordDecl>(&D))
      checkClass(*Class);
    else if (isa<EnumDecl>(D))
      refuse(D.getLocation(), Message::NestedEnum);
    else if (isa<ClassTemplateDecl>(D))
      refuse(D.getLocation(), Message::NestedTemplate);
    else if (const auto* Field = dyn_cast<FieldDecl>(&D))
      checkField(*Field);
    else if (const auto* Constant = dyn_cast<VarDecl>(&D))
      checkConstant(*Constant);
    else if (const auto* Method = dyn_cast<CXXMethodDecl>(&D))
      checkMethod(*Method);
    else if (const auto* Template = dyn_cast<FunctionTemplateDecl>(&D))
      checkMethodTemplate(*Template);
    else if (isa<UsingDecl, UnresolvedUsingValueDecl, UnresolvedUsingTypenameDecl>(D))
      refuse(D.getLocation(), Message::UsingDeclaration);
    else if (const auto* Using = dyn_cast<UsingEnumDecl>(&D))
      refuse(Using->getUsingLoc(), Message::UsingEnum);
    else if (!isa<TypedefNameDecl, TypeAliasTemplateDecl, IndirectFieldDecl, UsingShadowDecl>(D))
      refuse(D.getLocation(), Message::MemberUnsupported);
  }

  /// `int f(), g();` has two declarations of one beginning.
  bool isSecondDeclarator(const Decl& D) {
    if (!isa<DeclaratorDecl, TypedefDecl>(D))
      return false;
    const SourceLocation Begin = D.getBeginLoc();
    const bool IsSecond = Begin == LastDeclarator;
    if (IsSecond)
      refuse(D.getLocation(), Message::SeveralDeclarators);
    LastDeclarator = Begin;
    return IsSecond;
  }

  void checkClass(const CXXRecordDecl& Class) {
    if (Class.isThisDeclarationADefinition())
      refuse(Class.getLocation(), Message::NestedClassWithBody);
    else if (Class.isUnion())
      refuseUnion(Class);
    else if (const CXXRecordDecl* Definition = Class.getDefinition())
      refuse(Definition->getLocation(), Message::TypeDefinedLater) << Class.getName();
    else
      for (const AttributeOption& Bound : optionsOf(Class))
        checkBound(Bound);
  }

  bool namesAsync(StringRef Constraint) const {
    bool Result = false;
    StringRef Before;
    forEachToken(Constraint, Context.getLangOpts(), [&](const Token& T, StringRef Spelling) {
      Result |= T.is(tok::less) && Before == "async";
      Before = T.is(tok::raw_identifier) ? Spelling : StringRef();
    });
    return Result;
  }

  void checkBound(const AttributeOption& Bound) {
    const StringRef Constraint = constraintOf(Bound);
    const HeaderScope All(Context);
    const std::vector<BoundPart> Parts = partsOf(Constraint, NameLookup(Trait, All), Bound.Where);
    if (!hasMatchingBrackets(Constraint, Context.getLangOpts()))
      refuse(Bound.Where, Message::BoundUnbalanced) << Constraint;
    else if (namesAsync(Constraint))
      refuse(Bound.Where, Message::BoundAsync);
    else if (std::ranges::find(Parts, &Trait, &BoundPart::Trait) != Parts.end())
      refuse(Bound.Where, Message::BoundRecursive) << Trait.getName();
  }

  void checkField(const FieldDecl& Field) {
    // A class with a body has its error already, where the body is.
    const CXXRecordDecl* Class = Field.getType()->getAsCXXRecordDecl();
    const bool IsDeclaredHere = Class && Class->getDeclContext()->Equals(&Trait) &&
                                Class->isThisDeclarationADefinition() &&
                                !Class->isInjectedClassName();
    if (!IsDeclaredHere)
      refuse(Field.getLocation(), Message::DataMember);
  }

  void checkConstant(const VarDecl& Constant) {
    if (Constant.getType()->getContainedDeducedType())
      refuse(Constant.getTypeSpecStartLoc(), Message::ConstantDeduced);
    else if (Constant.getType()->isReferenceType())
      refuse(Constant.getLocation(), Message::ConstantReference);
    else if (!Constant.getType().isConstQualified())
      refuse(Constant.getLocation(), Message::ConstantNotConst);
  }

  void checkMethodTemplate(const FunctionTemplateDecl& Template) {
    if (Template.isAbbreviated()) {
      for (const ParmVarDecl* P : Template.getTemplatedDecl()->parameters())
        if (P->getType()->isDependentType()) {
          refuse(P->getBeginLoc(), Message::AbbreviatedTemplate);
          return;
        }
    }
    if (const auto* Method = dyn_cast<CXXMethodDecl>(Template.getTemplatedDecl()))
      checkMethod(*Method);
  }

  void checkMethod(const CXXMethodDecl& Method) {
    const SourceLocation Name = Method.getLocation();
    if (isa<CXXConstructorDecl, CXXDeductionGuideDecl>(Method))
      refuse(Name, Message::Constructor);
    else if (isa<CXXDestructorDecl>(Method))
      refuse(Name, Message::Destructor);
    else if (isa<CXXConversionDecl>(Method))
      refuse(Name, Message::Conversion);
    else if (Method.isOverloadedOperator() || !Method.getDeclName().isIdentifier())
      refuse(Name, Message::Operator);
    else if (Method.isVirtualAsWritten())
      refuseVirtual(Method);
    else if (Method.getDeclaredReturnType()->getContainedDeducedType())
      refuse(placeholder(Method), Message::DeducedResult);
    else if (Method.isVolatile())
      refuseVolatile(Method);
    else if (Method.isConst() && Method.getRefQualifier() == RQ_RValue)
      refuse(tokenBehindParameters(Method, tok::kw_const), Message::ConstRvalueMethod);
    else if (Method.isVariadic())
      refuse(ellipsis(Method), Message::Variadic);
    else if (Method.isExplicitObjectMemberFunction())
      refuse(Method.getParamDecl(0)->getBeginLoc(), Message::ExplicitObject);
    else if (Method.isDeleted() || Method.isExplicitlyDefaulted())
      refuse(Name, Message::DefaultedOrDeleted);
    else if (Method.isConsteval() && !Method.isStatic())
      refuse(Name, Message::ConstevalMethod);
    else if (Method.getFunctionTypeLoc() && isInParentheses(Name))
      refuse(Name, Message::NameInParentheses);
    else if (!Method.getFunctionTypeLoc() || !nameFollowedByParameters(Method))
      refuse(Name, Message::MemberUnsupported);
    else if (tokenBehindParameters(Method, tok::kw_try) != Name)
      refuse(tokenBehindParameters(Method, tok::kw_try), Message::FunctionTry);
    else if (const auto Result = asyncResult(Method.getReturnType());
             Result && ((*Result)->isArrayType() || (*Result)->isFunctionType()))
      refuse(resultToken(Method), Message::ResultNoObject);
  }

  void refuseUnion(const CXXRecordDecl& Class) {
    auto Report = refuse(Class.getLocation(), Message::NestedUnion);
    const SourceLocation Key = Class.getInnerLocStart();
    if (!Key.isMacroID())
      Report << FixItHint::CreateReplacement(Key, "struct");
  }

  void refuseVolatile(const CXXMethodDecl& Method) {
    const SourceLocation Where = tokenBehindParameters(Method, tok::kw_volatile);
    auto Report = refuse(Where, Message::VolatileMethod);
    if (Where != Method.getLocation())
      removeTokens({indexOf(Where), indexOf(Where) + 1}, Report);
  }

  bool isInParentheses(SourceLocation Name) const {
    const std::size_t Index = indexOf(Name);
    return Index > 0 && Tokens.is(Index - 1, tok::l_paren) && Tokens.is(Index + 1, tok::r_paren);
  }

  /// With the tokens that have a meaning only where there is `virtual`.
  void refuseVirtual(const CXXMethodDecl& Method) {
    const std::size_t End = endOfDeclarator(indexOf(Method.getLocation()));
    std::size_t Virtual = indexOf(Method.getBeginLoc());
    while (Virtual < End && !Tokens.is(Virtual, tok::kw_virtual))
      ++Virtual;
    if (Virtual == End) {
      refuse(Method.getLocation(), Message::VirtualMethod);
      return;
    }
    auto Report = refuse(Tokens[Virtual].Where, Message::VirtualMethod);
    removeToken(Virtual, Report);
    const auto Close = closingParenthesis(Method);
    for (std::size_t I = Close ? *Close + 1 : End; I < End; ++I)
      if (Tokens[I].Kind == tok::identifier &&
          (Tokens[I].Spelling == "final" || Tokens[I].Spelling == "override"))
        removeTokens({I, I + 1}, Report);
    if (Method.isPureVirtual() && End >= 2)
      removeTokens({End - 2, End}, Report);
  }

  std::size_t indexOf(SourceLocation Where) const {
    return Tokens.find(Where).value_or(Tokens.size());
  }

  SourceLocation endOf(std::size_t Index) const {
    return Tokens[Index].Where.getLocWithOffset(static_cast<int>(Tokens[Index].Spelling.size()));
  }

  bool isFromMacro(TokenRange Range) const {
    for (std::size_t I = Range.Begin; I < Range.End; ++I)
      if (Tokens[I].Where.isMacroID())
        return true;
    return false;
  }

  /// With the white space behind it.
  void removeToken(std::size_t Index, const DiagnosticBuilder& Report) const {
    if (!isFromMacro({Index, Index + 2}))
      Report << FixItHint::CreateRemoval(
          CharSourceRange::getCharRange(Tokens[Index].Where, Tokens[Index + 1].Where));
  }

  /// With the white space in front of them.
  void removeTokens(TokenRange Range, const DiagnosticBuilder& Report) const {
    if (!isFromMacro({Range.Begin - 1, Range.End}))
      Report << FixItHint::CreateRemoval(
          CharSourceRange::getCharRange(endOf(Range.Begin - 1), endOf(Range.End - 1)));
  }

  void replaceToken(std::size_t Index, StringRef By, const DiagnosticBuilder& Report) const {
    if (!isFromMacro({Index, Index + 1}))
      Report << FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Tokens[Index].Where, endOf(Index)), By);
  }

  std::optional<std::size_t> closingParenthesis(const CXXMethodDecl& Method) const {
    const FunctionTypeLoc Type = Method.getFunctionTypeLoc();
    return Type ? Tokens.find(Type.getRParenLoc()) : std::nullopt;
  }

  /// The first `;` or `{` behind \p Begin.
  std::size_t endOfDeclarator(std::size_t Begin) const {
    const TokenRange Rest{Begin, Tokens.size()};
    return std::min(Tokens.findOutsideBrackets(Rest, tok::semi),
                    Tokens.findOutsideBrackets(Rest, tok::l_brace));
  }

  /// The name itself when there is no such token.
  SourceLocation tokenBehindParameters(const CXXMethodDecl& Method, tok::TokenKind Kind) const {
    const auto Close = closingParenthesis(Method);
    if (!Close)
      return Method.getLocation();
    const std::size_t End = endOfDeclarator(*Close + 1);
    const std::size_t Found = Tokens.findOutsideBrackets({*Close + 1, End}, Kind);
    return Found < End ? Tokens[Found].Where : Method.getLocation();
  }

  SourceLocation ellipsis(const CXXMethodDecl& Method) const {
    const SourceLocation Where = Method.getEllipsisLoc();
    return Where.isValid() ? Where : Method.getLocation();
  }

  /// The placeholder of a deduced result, wherever it is written.
  SourceLocation placeholder(const CXXMethodDecl& Method) const {
    const AutoTypeLoc Auto = Method.getFunctionTypeLoc().getReturnLoc().getContainedAutoTypeLoc();
    return Auto ? Auto.getNameLoc() : resultToken(Method);
  }

  SourceLocation resultToken(const CXXMethodDecl& Method) const {
    const SourceLocation Where = Method.getReturnTypeSourceRange().getBegin();
    return Where.isValid() ? Where : Method.getLocation();
  }

  bool nameFollowedByParameters(const CXXMethodDecl& Method) const {
    const auto Name = Tokens.find(Method.getLocation());
    if (!Name)
      return false;
    std::size_t Next = *Name + 1;
    while (Tokens.skipAttribute(Next) != Next)
      Next = Tokens.skipAttribute(Next);
    return Tokens.is(Next, tok::l_paren);
  }

  const CXXRecordDecl& Trait;
  const TokenStream& Tokens;
  ASTContext& Context;
  SourceLocation LastDeclarator;
};

} // namespace

void checkTrait(const CXXRecordDecl& Definition, const TokenStream& Tokens, ASTContext& Context) {
  TraitCheck(Definition, Tokens, Context).run();
}

} // namespace async_trait_gen
