#include "extraction/FileDeclarations.h"

#include "extraction/Places.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

namespace async_trait_gen {

using namespace clang;

namespace {

class Reader {
public:
  Reader(ASTContext& TheContext, FileID TheFile, const FileSet& TheStandard)
      : Context(TheContext), Sources(TheContext.getSourceManager()), File(TheFile),
        Standard(TheStandard) {}

  void read(const Decl& D) {
    if (D.isImplicit())
      return;
    if (isa<LinkageSpecDecl, ExportDecl>(D))
      return readScope(*cast<DeclContext>(&D));
    if (const auto* Space = dyn_cast<NamespaceDecl>(&D)) {
      if (!Space->isAnonymousNamespace())
        Result.Common.emplace_back(Space->getName(), Space->getCanonicalDecl());
      return readScope(*Space);
    }
    if (isa<UsingDirectiveDecl>(D))
      Result.ReachesOut = true;
    else if (const auto* Named = dyn_cast<NamedDecl>(&D))
      readNamed(*Named);
  }

  FileDeclarations take() { return std::move(Result); }

private:
  void readScope(const DeclContext& Scope) {
    for (const Decl* D : Scope.decls())
      read(*D);
  }

  void readNamed(const NamedDecl& D) {
    if (readSpecialisation(D))
      return;
    Result.ReachesOut |=
        D.isInStdNamespace() || llvm::any_of(D.redecls(), [&](const Decl* One) {
          return Standard.contains(Sources.getFileEntryForID(fileOf(One->getLocation(), Sources)));
        });
    const auto* Template = dyn_cast<FunctionTemplateDecl>(&D);
    if (const auto* Function = dyn_cast<FunctionDecl>(Template ? Template->getTemplatedDecl() : &D))
      Result.ReachesOut |= isFoundUnnamed(*Function) && !takesOwn(*Function);
    if (const auto* Enum = dyn_cast<EnumDecl>(&D))
      for (const EnumConstantDecl* One : Enum->enumerators())
        Result.Names.emplace_back(One->getName(), &spaceOf(D));
    if (const auto* Class = dyn_cast<CXXRecordDecl>(&D);
        Class && !Class->isThisDeclarationADefinition() && !Class->hasAttrs())
      Result.Common.emplace_back(D.getName(), D.getCanonicalDecl());
    else if (D.getDeclName().isIdentifier())
      Result.Names.emplace_back(D.getName(), &spaceOf(D));
  }

  /// What is C has one meaning in all namespaces.
  const DeclContext& spaceOf(const Decl& D) const {
    return D.getDeclContext()->isExternCContext()
               ? *Context.getTranslationUnitDecl()
               : *D.getDeclContext()->getEnclosingNamespaceContext()->getPrimaryContext();
  }

  /// Whether \p D is for a template that has its name from elsewhere.
  bool readSpecialisation(const NamedDecl& D) {
    if (const auto* Class = dyn_cast<ClassTemplateSpecializationDecl>(&D)) {
      noteSpecialisation(*Class->getSpecializedTemplate(),
                         isOwn(Class->getTemplateArgs().asArray()));
    } else if (const auto* Variable = dyn_cast<VarTemplateSpecializationDecl>(&D)) {
      noteSpecialisation(*Variable->getSpecializedTemplate(),
                         isOwn(Variable->getTemplateArgs().asArray()));
    } else if (const auto* Function = dyn_cast<FunctionDecl>(&D);
               Function && Function->getPrimaryTemplate()) {
      noteSpecialisation(*Function->getPrimaryTemplate(),
                         isOwn(Function->getTemplateSpecializationArgs()->asArray()));
    } else if (const auto* Template = dyn_cast<FunctionTemplateDecl>(&D);
               const auto* Guide =
                   dyn_cast<CXXDeductionGuideDecl>(Template ? Template->getTemplatedDecl() : &D)) {
      noteSpecialisation(*Guide->getDeducedTemplate(), takesOwn(*Guide));
    } else {
      return false;
    }
    return true;
  }

  void noteSpecialisation(const Decl& Template, bool IsForOwn) {
    Result.ReachesOut |= !IsForOwn && !isHere(*Template.getCanonicalDecl());
  }

  /// Whether other code calls it though it is not named there: an operator, or what
  /// the library calls with whatever arguments.
  bool isFoundUnnamed(const FunctionDecl& D) const {
    if (!D.getDeclName().isIdentifier())
      return true;
    for (const Decl* Std : Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
      if (const auto* Space = dyn_cast<NamespaceDecl>(Std);
          Space && !Space->lookup(D.getDeclName()).empty())
        return true;
    return false;
  }

  bool takesOwn(const FunctionDecl& D) const {
    return llvm::any_of(D.parameters(),
                        [this](const ParmVarDecl* P) { return isOwn(P->getType()); });
  }

  bool isOwn(llvm::ArrayRef<TemplateArgument> Arguments) const {
    return llvm::any_of(Arguments, [this](const TemplateArgument& One) {
      return One.getKind() == TemplateArgument::Pack   ? isOwn(One.pack_elements())
             : One.getKind() == TemplateArgument::Type ? isOwn(One.getAsType())
                                                       : false;
    });
  }

  /// Whether nobody can have an object of \p T who has not read this file.
  bool isOwn(QualType T) const {
    T = T.getCanonicalType();
    while (!T->getPointeeType().isNull())
      T = T->getPointeeType();
    if (const TagDecl* Tag = T->getAsTagDecl()) {
      const auto* Special = dyn_cast<ClassTemplateSpecializationDecl>(Tag);
      return isHere(*Tag->getCanonicalDecl()) ||
             (Special && (isHere(*Special->getSpecializedTemplate()->getCanonicalDecl()) ||
                          isOwn(Special->getTemplateArgs().asArray())));
    }
    if (const auto* Dependent = T->getAs<TemplateSpecializationType>()) {
      const TemplateDecl* Template = Dependent->getTemplateName().getAsTemplateDecl();
      return (Template && isHere(*Template->getCanonicalDecl())) ||
             isOwn(Dependent->template_arguments());
    }
    return false;
  }

  bool isHere(const Decl& D) const { return fileOf(D.getLocation(), Sources) == File; }

  ASTContext& Context;
  const SourceManager& Sources;
  FileID File;
  const FileSet& Standard;
  FileDeclarations Result;
};

} // namespace

FileDeclarations declarationsOf(const ParsedUnit& Unit, FileID File, const FileSet& Standard) {
  Reader It(Unit.context(), File, Standard);
  for (const Decl* D : Unit.declarationsIn(File))
    It.read(*D);
  return It.take();
}

} // namespace async_trait_gen
