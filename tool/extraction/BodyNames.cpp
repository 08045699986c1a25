#include "extraction/BodyNames.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace async_trait_gen {

using namespace clang;

namespace {

class OwnNames : public RecursiveASTVisitor<OwnNames> {
public:
  bool VisitNamedDecl(NamedDecl* D) {
    Declared.insert(D->getCanonicalDecl());
    Places.push_back(D->getLocation());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr* E) { return use(*E->getFoundDecl(), E->getLocation()); }

  bool VisitMemberExpr(MemberExpr* E) { return use(*E->getMemberDecl(), E->getMemberLoc()); }

  bool VisitOverloadExpr(OverloadExpr* E) {
    for (const NamedDecl* D : E->decls())
      use(*D, E->getNameLoc());
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr* E) {
    for (const LambdaCapture& Capture : E->captures())
      if (Capture.capturesVariable() && Capture.isExplicit())
        use(*Capture.getCapturedVar(), Capture.getLocation());
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
    Places.push_back(S->getIdentLoc());
    return true;
  }

  bool VisitGotoStmt(GotoStmt* S) {
    Places.push_back(S->getLabelLoc());
    return true;
  }

  std::vector<SourceLocation> take() { return std::move(Places); }

private:
  bool use(const NamedDecl& D, SourceLocation Where) {
    const auto* Shadow = dyn_cast<UsingShadowDecl>(&D);
    const Decl* Declaration = Shadow ? Shadow->getIntroducer() : &D;
    if (Declared.contains(Declaration->getCanonicalDecl()))
      Places.push_back(Where);
    return true;
  }

  llvm::SmallPtrSet<const Decl*, 16> Declared;
  std::vector<SourceLocation> Places;
};

} // namespace

std::vector<SourceLocation> ownNamesIn(const CXXMethodDecl& Method) {
  OwnNames Names;
  for (ParmVarDecl* Parameter : Method.parameters())
    Names.TraverseDecl(Parameter);
  Names.TraverseStmt(Method.getBody());
  return Names.take();
}

} // namespace async_trait_gen
