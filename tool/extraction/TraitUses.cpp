#include "extraction/TraitUses.h"

#include "extraction/Attribute.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "model/Names.h"

#include "clang/AST/RecursiveASTVisitor.h"

#include <set>

namespace async_trait_gen {

using namespace clang;

namespace {

/// Whether no trait can have \p D, whatever it names.
bool isRefusedMember(const Decl& D) {
  const auto* Class = dyn_cast<CXXRecordDecl>(D.getDeclContext());
  const auto* Function = D.getAsFunction();
  return Class && hasTraitAttribute(*Class) &&
         (isa<FriendDecl, UsingDecl, UnresolvedUsingValueDecl, UnresolvedUsingTypenameDecl>(D) ||
          D.getLexicalDeclContext() != Class ||
          (Function && !Function->getDeclName().isIdentifier()));
}

class Uses : public RecursiveASTVisitor<Uses> {
public:
  bool TraverseDecl(Decl* D) {
    return !D || isRefusedMember(*D) || RecursiveASTVisitor::TraverseDecl(D);
  }

  bool TraverseCXXRecordDecl(CXXRecordDecl* D) {
    noteSupertraits(*D);
    return RecursiveASTVisitor::TraverseCXXRecordDecl(D);
  }

  bool VisitRecordTypeLoc(RecordTypeLoc Type) { return note(Type.getDecl(), Type.getNameLoc()); }

  bool VisitInjectedClassNameTypeLoc(InjectedClassNameTypeLoc Type) {
    return note(Type.getDecl(), Type.getNameLoc());
  }

  bool VisitTemplateSpecializationTypeLoc(TemplateSpecializationTypeLoc Type) {
    return note(Type.getTypePtr()->getTemplateName(), Type.getTemplateNameLoc());
  }

  bool VisitDeducedTemplateSpecializationTypeLoc(DeducedTemplateSpecializationTypeLoc Type) {
    return note(Type.getTypePtr()->getTemplateName(), Type.getTemplateNameLoc());
  }

  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc& Argument) {
    if (Argument.getArgument().getKind() == TemplateArgument::Template)
      note(Argument.getArgument().getAsTemplate(), Argument.getTemplateNameLoc());
    return RecursiveASTVisitor::TraverseTemplateArgumentLoc(Argument);
  }

  std::vector<TraitUse> take() {
    std::erase_if(Found, [this](const TraitUse& U) { return Supertraits.contains(U.Where); });
    return std::move(Found);
  }

private:
  void noteSupertraits(const CXXRecordDecl& D) {
    if (!D.isThisDeclarationADefinition() || !hasTraitAttribute(D))
      return;
    for (const CXXBaseSpecifier& Base : D.bases())
      if (traitOf(Base))
        noteSupertrait(Base.getTypeSourceInfo()->getTypeLoc());
  }

  void noteSupertrait(TypeLoc Type) {
    if (const auto Template = Type.getAsAdjusted<TemplateSpecializationTypeLoc>())
      Supertraits.insert(Template.getTemplateNameLoc());
    else if (const auto Record = Type.getAsAdjusted<RecordTypeLoc>())
      Supertraits.insert(Record.getNameLoc());
  }

  bool note(TemplateName Name, SourceLocation Where) {
    const auto* Template = dyn_cast_or_null<ClassTemplateDecl>(Name.getAsTemplateDecl());
    return !Template || note(Template->getTemplatedDecl(), Where);
  }

  bool note(const CXXRecordDecl* Class, SourceLocation Where) {
    const CXXRecordDecl* Definition = Class->getDefinition();
    const bool IsMember = isa<CXXRecordDecl>(Class->getDeclContext());
    const bool IsDeclaration = Where == Class->getLocation();
    if (!IsMember && !IsDeclaration && hasTraitAttribute(Definition ? *Definition : *Class))
      Found.push_back({Class, Where});
    return true;
  }

  bool note(const RecordDecl* Class, SourceLocation Where) {
    const auto* CxxClass = dyn_cast<CXXRecordDecl>(Class);
    return !CxxClass || note(CxxClass, Where);
  }

  std::vector<TraitUse> Found;
  std::set<SourceLocation> Supertraits;
};

} // namespace

std::vector<TraitUse> traitsNamedAsTypes(Decl& D) {
  Uses Visitor;
  Visitor.TraverseDecl(&D);
  return Visitor.take();
}

void reportTraitAsType(DiagnosticsEngine& Engine, const TraitUse& Use, SourceLocation Where) {
  model::Trait Trait;
  Trait.Name = Use.Trait->getName().str();
  Trait.DynName = dynNameOf(*Use.Trait);
  if (Trait.DynName == "none")
    report(Engine, Where, Message::TraitAsTypeWithoutDyn) << Trait.Name;
  else
    report(Engine, Where, Message::TraitAsType) << Trait.Name << model::namesOf(Trait).Dyn;
}

} // namespace async_trait_gen
