#include "extraction/BodyNames.h"

#include "clang/AST/ExprConcepts.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace async_trait_gen {

using namespace clang;

namespace {

class Names : public RecursiveASTVisitor<Names> {
public:
  explicit Names(const CXXMethodDecl& TheMethod) : Method(TheMethod) {}

  bool VisitNamedDecl(NamedDecl* D) {
    if (D == &Method)
      return true;
    Declared.insert(D->getCanonicalDecl());
    Found.Own.push_back(D->getLocation());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr* E) { return use(*E->getFoundDecl(), E->getLocation()); }

  bool VisitMemberExpr(MemberExpr* E) {
    noteObject(E->isArrow(), *E->getBase());
    return use(*E->getMemberDecl(), E->getMemberLoc());
  }

  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr* E) {
    if (!E->isImplicitAccess())
      noteObject(E->isArrow(), *E->getBase());
    return true;
  }

  bool VisitUnresolvedMemberExpr(UnresolvedMemberExpr* E) {
    if (!E->isImplicitAccess())
      noteObject(E->isArrow(), *E->getBase());
    return true;
  }

  /// A local class has a `this` of its own.
  bool VisitCXXThisExpr(CXXThisExpr* E) {
    const CXXRecordDecl* Class = E->getType()->getPointeeCXXRecordDecl();
    return !Class || use(*Class, E->getLocation());
  }

  bool VisitOverloadExpr(OverloadExpr* E) {
    for (const NamedDecl* D : E->decls())
      use(*D, E->getNameLoc());
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr* E) {
    for (const LambdaCapture& Capture : E->captures())
      if (Capture.capturesVariable() && Capture.isExplicit())
        use(*Capture.getCapturedVar(), Capture.getLocation());
      else if (Capture.getCaptureKind() == LCK_StarThis)
        Found.Copies.push_back(Capture.getLocation());
    if (E->hasExplicitResultType())
      Found.BehindArrow.push_back(
          E->getCallOperator()->getFunctionTypeLoc().getReturnLoc().getBeginLoc());
    return true;
  }

  bool VisitFunctionProtoTypeLoc(FunctionProtoTypeLoc Type) {
    if (Type.getTypePtr()->hasTrailingReturn())
      Found.BehindArrow.push_back(Type.getReturnLoc().getBeginLoc());
    return true;
  }

  bool VisitRequiresExpr(RequiresExpr* E) {
    for (const concepts::Requirement* Each : E->getRequirements())
      if (const auto* Compound = dyn_cast<concepts::ExprRequirement>(Each);
          Compound && Compound->getReturnTypeRequirement().isTypeConstraint())
        Found.BehindArrow.push_back(Compound->getReturnTypeRequirement()
                                        .getTypeConstraint()
                                        ->getConceptReference()
                                        ->getBeginLoc());
    return true;
  }

  bool VisitTypedefTypeLoc(TypedefTypeLoc Type) {
    return use(*Type.getTypePtr()->getDecl(), Type.getNameLoc());
  }

  bool VisitRecordTypeLoc(RecordTypeLoc Type) { return use(*Type.getDecl(), Type.getNameLoc()); }

  bool VisitEnumTypeLoc(EnumTypeLoc Type) { return use(*Type.getDecl(), Type.getNameLoc()); }

  bool VisitTemplateTypeParmTypeLoc(TemplateTypeParmTypeLoc Type) {
    return !Type.getDecl() || use(*Type.getDecl(), Type.getNameLoc());
  }

  bool VisitLabelStmt(LabelStmt* S) {
    Found.Own.push_back(S->getIdentLoc());
    return true;
  }

  bool VisitGotoStmt(GotoStmt* S) {
    Found.Own.push_back(S->getLabelLoc());
    return true;
  }

  BodyNames take() { return std::move(Found); }

private:
  bool use(const NamedDecl& D, SourceLocation Where) {
    const auto* Shadow = dyn_cast<UsingShadowDecl>(&D);
    const Decl* Declaration = Shadow ? Shadow->getIntroducer() : &D;
    if (Declared.contains(Declaration->getCanonicalDecl()))
      Found.Own.push_back(Where);
    return true;
  }

  void noteObject(bool IsPointer, const Expr& Object) {
    const auto* Parentheses = dyn_cast<ParenExpr>(Object.IgnoreImplicit());
    if (!IsPointer && Parentheses &&
        isa<CoawaitExpr, DependentCoawaitExpr>(Parentheses->IgnoreParens()->IgnoreImplicit()))
      Found.AwaitedObjects.push_back(Parentheses->getLParen());
  }

  const CXXMethodDecl& Method;
  llvm::SmallPtrSet<const Decl*, 16> Declared;
  BodyNames Found;
};

} // namespace

BodyNames namesIn(const CXXMethodDecl& Method) {
  Names Visitor(Method);
  Visitor.TraverseDecl(const_cast<CXXMethodDecl*>(&Method));
  return Visitor.take();
}

bool returns(const Stmt& Body) {
  return isa<ReturnStmt>(Body) ||
         (!isa<LambdaExpr>(Body) &&
          llvm::any_of(Body.children(), [](const Stmt* Part) { return Part && returns(*Part); }));
}

} // namespace async_trait_gen
