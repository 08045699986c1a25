#include "extraction/TraitChecks.h"

#include "extraction/Attribute.h"
#include "extraction/BoundText.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "extraction/Places.h"
#include "extraction/RawTokens.h"

#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"

#include <algorithm>
#include <optional>

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
    for (const CXXBaseSpecifier& Base : Trait.bases())
      checkBase(Base);
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
    return true;
  }

  void checkBase(const CXXBaseSpecifier& Base) {
    if (!traitOf(Base))
      refuse(Base.getBaseTypeLoc(), Message::NonTraitBase);
    else if (Base.getAccessSpecifier() != AS_public || Base.isVirtual())
      refuse(Base.getBeginLoc(), Message::BaseNotPublic);
  }

  /// Of a `class`, the members in front of the first `public:` are private.
  void checkDefaultAccess() {
    if (!Trait.isClass())
      return;
    for (const Decl* D : Trait.decls()) {
      if (D->isImplicit())
        continue;
      if (!isa<AccessSpecDecl>(D))
        refuse(D->getLocation(), Message::NotPublic);
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
      if (Access->getAccess() != AS_public)
        refuse(Access->getAccessSpecifierLoc(), Message::NotPublic);
      return;
    }
    if (isa<EmptyDecl>(D) || isSecondDeclarator(D))
      return;
    if (const auto* Friend = dyn_cast<FriendDecl>(&D))
      refuse(Friend->getFriendLoc(), Message::Friend);
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

  void checkBound(const AttributeOption& Bound) {
    const StringRef Constraint = constraintOf(Bound);
    const std::vector<BoundPart> Parts =
        partsOf(Constraint, NameLookup(Trait, Context), Bound.Where);
    if (!hasMatchingBrackets(Constraint, Context.getLangOpts()))
      refuse(Bound.Where, Message::BoundUnbalanced) << Constraint;
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
    else if (!Constant.getType().isConstQualified() && !Constant.getType()->isReferenceType())
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
      refuse(resultToken(Method), Message::DeducedResult);
    else if (Method.isVolatile())
      refuse(tokenBehindParameters(Method, tok::kw_volatile), Message::VolatileMethod);
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
    else if (!Method.getFunctionTypeLoc() || !nameFollowedByParameters(Method))
      refuse(Name, Message::MemberUnsupported);
    else if (tokenBehindParameters(Method, tok::kw_try) != Name)
      refuse(tokenBehindParameters(Method, tok::kw_try), Message::FunctionTry);
    else
      checkDefinedInside(Method);
  }

  void refuseUnion(const CXXRecordDecl& Class) {
    auto Report = refuse(Class.getLocation(), Message::NestedUnion);
    const SourceLocation Key = Class.getInnerLocStart();
    if (!Key.isMacroID())
      Report << FixItHint::CreateReplacement(Key, "struct");
  }

  void refuseVirtual(const CXXMethodDecl& Method) {
    const auto Begin = Tokens.find(Method.getBeginLoc());
    std::size_t Virtual = Begin ? *Begin : Tokens.size();
    while (Virtual < Tokens.size() && !Tokens.is(Virtual, tok::kw_virtual))
      ++Virtual;
    const SourceLocation Where =
        Virtual < Tokens.size() ? Tokens[Virtual].Where : Method.getLocation();
    auto Report = refuse(Where, Message::VirtualMethod);
    if (Where.isMacroID() || Virtual + 1 >= Tokens.size() || Tokens[Virtual + 1].Where.isMacroID())
      return;
    Report << FixItHint::CreateRemoval(
        CharSourceRange::getCharRange(Where, Tokens[Virtual + 1].Where));
    removePure(Method, Report);
  }

  /// Without `virtual`, `= 0` has to go as well.
  void removePure(const CXXMethodDecl& Method, DiagnosticBuilder& Report) {
    const auto Close = closingParenthesis(Method);
    if (!Method.isPureVirtual() || !Close)
      return;
    const std::size_t Equal = Tokens.findOutsideBrackets({*Close + 1, Tokens.size()}, tok::equal);
    if (Equal + 2 >= Tokens.size() || Tokens[Equal].Where.isMacroID())
      return;
    const SourceLocation Before = Tokens[Equal - 1].Where.getLocWithOffset(
        static_cast<int>(Tokens[Equal - 1].Spelling.size()));
    Report << FixItHint::CreateRemoval(
        CharSourceRange::getCharRange(Before, Tokens[Equal + 2].Where));
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

  void checkDefinedInside(const CXXMethodDecl& Method) {
    for (const FunctionDecl* Other : Method.redecls())
      if (Other->isOutOfLine())
        refuse(Other->getLocation(), Message::MethodDefinedLater) << Method.getName();
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
