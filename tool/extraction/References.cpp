#include "extraction/References.h"

#include "extraction/Places.h"
#include "frontend/ClangCompat.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

#include <algorithm>
#include <set>

namespace async_trait_gen {

using namespace clang;

namespace {

/// The class that \p D is, or is a template or a specialisation of, as written.
const CXXRecordDecl* writtenClass(const NamedDecl& D) {
  const auto* Template = dyn_cast<ClassTemplateDecl>(&D);
  const auto* Class = dyn_cast<CXXRecordDecl>(Template ? Template->getTemplatedDecl() : &D);
  if (Class)
    if (const CXXRecordDecl* Pattern = Class->getTemplateInstantiationPattern())
      return Pattern;
  return Class;
}

class References : public RecursiveASTVisitor<References> {
public:
  References(FileID TheFile, const SourceManager& TheSources)
      : Sources(TheSources), File(TheFile) {}

  bool VisitTypeLoc(TypeLoc Type) {
    noteType(*Type.getTypePtr(), Type.getBeginLoc());
    return true;
  }

  bool VisitExpr(Expr* E) {
    noteClass(E->getType(), E->getBeginLoc());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr* E) {
    note(*E->getFoundDecl(), E->getLocation());
    note(*E->getDecl(), E->getLocation());
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr* E) {
    Files Declared;
    for (const NamedDecl* D : E->decls())
      addFilesOf(*D, E->getNameLoc(), Declared);
    add(std::move(Declared));
    return true;
  }

  bool VisitConceptReference(ConceptReference* Reference) {
    note(*Reference->getFoundDecl(), Reference->getConceptNameLoc());
    note(*Reference->getNamedConcept(), Reference->getConceptNameLoc());
    return true;
  }

  bool VisitCXXNewExpr(CXXNewExpr* E) {
    if (const FunctionDecl* Operator = E->getOperatorNew())
      note(*Operator, E->getBeginLoc());
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl* D) {
    // A comparison that Clang makes has a type of the library's.
    if (D->isDefaulted())
      noteClass(D->getReturnType(), D->getLocation());
    return true;
  }

  bool VisitUsingDecl(UsingDecl* D) {
    Files Declared;
    for (const UsingShadowDecl* Shadow : D->shadows())
      addFilesOf(*Shadow->getTargetDecl(), D->getLocation(), Declared);
    add(std::move(Declared));
    return true;
  }

  bool VisitNamespaceAliasDecl(NamespaceAliasDecl* D) {
    note(*D->getNamespace(), D->getLocation());
    return true;
  }

  bool TraverseTemplateArgumentLoc(const TemplateArgumentLoc& Argument) {
    if (Argument.getArgument().getKind() == TemplateArgument::Template)
      noteTemplate(Argument.getArgument().getAsTemplate(), Argument.getTemplateNameLoc());
    return RecursiveASTVisitor::TraverseTemplateArgumentLoc(Argument);
  }

  std::vector<Need> take() {
    std::vector<Need> Result;
    if (const auto Entry = Sources.getFileEntryRefForID(File))
      for (const Files& One : Found) {
        Need& New = Result.emplace_back(Entry->getName().str());
        for (const FileID Declared : One)
          if (const auto Other = Sources.getFileEntryRefForID(Declared))
            New.Declared.push_back(Other->getName().str());
      }
    return Result;
  }

private:
  using Files = std::set<FileID>;

  void noteType(const Type& T, SourceLocation Where) {
    if (const auto* Tag = dyn_cast<TagType>(&T)) {
      note(*Tag->getDecl(), Where);
    } else if (const auto* Name = dyn_cast<TypedefType>(&T)) {
      note(*Name->getDecl(), Where);
      noteClass(Name->desugar(), Where);
    } else if (const auto* Used = dyn_cast<UsingType>(&T)) {
      note(compat::shadowOf(*Used), Where);
      noteClass(Used->desugar(), Where);
    } else if (const auto* Template = dyn_cast<TemplateSpecializationType>(&T)) {
      noteTemplate(Template->getTemplateName(), Where);
    } else if (const auto* Deduced = dyn_cast<DeducedTemplateSpecializationType>(&T)) {
      noteTemplate(Deduced->getTemplateName(), Where);
    }
  }

  void noteTemplate(TemplateName Name, SourceLocation Where) {
    if (const UsingShadowDecl* Shadow = Name.getAsUsingShadowDecl())
      note(*Shadow, Where);
    if (const TemplateDecl* Template = Name.getAsTemplateDecl())
      note(*Template, Where);
  }

  /// Whatever it is called here, a class has to be complete wherever it is used.
  void noteClass(QualType T, SourceLocation Where) {
    if (!T.isNull())
      if (const auto* Class = T.getNonReferenceType()->getAsCXXRecordDecl())
        note(*Class, Where);
  }

  void note(const NamedDecl& D, SourceLocation Where) {
    Files Declared;
    addFilesOf(D, Where, Declared);
    add(std::move(Declared));
  }

  void add(Files Declared) {
    if (!Declared.empty() && !Declared.contains(File))
      Found.insert(std::move(Declared));
  }

  void addFilesOf(const NamedDecl& D, SourceLocation Where, Files& Result) {
    if (const CXXRecordDecl* Class = writtenClass(D)) {
      const CXXRecordDecl* Definition = Class->getDefinition();
      // Inside of a class it is not complete yet, but its name is known.
      if (Definition && fileOf(Definition->getLocation(), Sources) != File)
        return addFile(*Definition, Where, Result);
      return addFilesOfAll(*Class, Where, Result);
    }
    addFilesOfAll(D, Where, Result);
  }

  void addFilesOfAll(const Decl& D, SourceLocation Where, Files& Result) {
    for (const Decl* One : D.redecls())
      addFile(*One, Where, Result);
  }

  /// What stands behind the use in the same file does not count.
  void addFile(const Decl& D, SourceLocation Where, Files& Result) {
    const SourceLocation Place = Sources.getExpansionLoc(D.getLocation());
    if (Place.isInvalid())
      return;
    const FileID Declared = Sources.getFileID(Place);
    if (Declared != File || Place <= Sources.getExpansionLoc(Where))
      Result.insert(Declared);
  }

  const SourceManager& Sources;
  FileID File;
  std::set<Files> Found;
};

} // namespace

std::vector<Need> needsOf(llvm::ArrayRef<Decl*> Declarations, const SourceManager& Sources) {
  if (Declarations.empty())
    return {};
  References Visitor(fileOf(Declarations.front()->getLocation(), Sources), Sources);
  for (Decl* D : Declarations)
    Visitor.TraverseDecl(D);
  return Visitor.take();
}

} // namespace async_trait_gen
