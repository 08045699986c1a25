#include "suggestion/Interfaces.h"

#include "suggestion/Awaitable.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

bool introducesAsyncMethod(const CXXRecordDecl& D) {
  return llvm::any_of(D.methods(), [](const CXXMethodDecl* Method) {
    return Method->getAccess() == AS_public && Method->isVirtual() && !isOverride(*Method) &&
           asyncResultOf(*Method);
  });
}

bool hasPureMethod(const CXXRecordDecl& D) {
  return llvm::any_of(D.methods(), [](const CXXMethodDecl* M) { return M->isPureVirtual(); });
}

/// A class that is defined by its own name in a namespace that has one, and in no macro.
bool canBeTrait(const CXXRecordDecl& D) {
  return D.isThisDeclarationADefinition() && !D.isUnion() && D.getIdentifier() &&
         !isa<ClassTemplateSpecializationDecl>(D) && !D.isInAnonymousNamespace() &&
         !D.getLocation().isMacroID() && !D.getBraceRange().getBegin().isMacroID() &&
         isa<NamespaceDecl, TranslationUnitDecl>(D.getDeclContext());
}

class Finder {
public:
  Finder(const ASTContext& TheContext, FileID TheFile)
      : Sources(TheContext.getSourceManager()), File(TheFile) {}

  void search(const DeclContext& Scope) {
    for (const Decl* D : Scope.decls()) {
      if (const auto* Space = dyn_cast<NamespaceDecl>(D))
        search(*Space);
      const auto* Template = dyn_cast<ClassTemplateDecl>(D);
      const auto* Class = Template ? Template->getTemplatedDecl() : dyn_cast<CXXRecordDecl>(D);
      if (Class && isHere(*Class) && canBeTrait(*Class) && introducesAsyncMethod(*Class))
        add(*Class);
    }
  }

  Interfaces take() {
    std::ranges::sort(Found, [this](const CXXRecordDecl* A, const CXXRecordDecl* B) {
      return Sources.isBeforeInTranslationUnit(A->getLocation(), B->getLocation());
    });
    return std::move(Found);
  }

private:
  bool isHere(const Decl& D) const { return Sources.getFileID(D.getLocation()) == File; }

  void add(const CXXRecordDecl& D) {
    if (llvm::is_contained(Found, &D))
      return;
    Found.push_back(&D);
    for (const CXXBaseSpecifier& Base : D.bases())
      if (const CXXRecordDecl* Definition = definitionOf(Base); Definition && isHere(*Definition) &&
                                                                canBeTrait(*Definition) &&
                                                                hasPureMethod(*Definition))
        add(*Definition);
  }

  const SourceManager& Sources;
  FileID File;
  Interfaces Found;
};

} // namespace

std::optional<std::string> asyncResultOf(const CXXMethodDecl& D) {
  const FunctionTypeLoc Written = D.getFunctionTypeLoc();
  if (!Written)
    return std::nullopt;
  return awaitedResult(Written.getReturnLoc(), D.getASTContext());
}

const CXXRecordDecl* definitionOf(const CXXRecordDecl* Class) {
  if (const auto* Instance = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class))
    Class = Instance->getSpecializedTemplate()->getTemplatedDecl();
  return Class ? Class->getDefinition() : nullptr;
}

const CXXRecordDecl* definitionOf(const CXXBaseSpecifier& Base) {
  const CXXRecordDecl* Class = Base.getType()->getAsCXXRecordDecl();
  if (const auto* Named = Base.getType()->getAs<TemplateSpecializationType>(); Named && !Class)
    if (const auto* Template =
            dyn_cast_or_null<ClassTemplateDecl>(Named->getTemplateName().getAsTemplateDecl()))
      Class = Template->getTemplatedDecl();
  return definitionOf(Class);
}

bool isOverride(const CXXMethodDecl& D) {
  return D.size_overridden_methods() > 0 || D.hasAttr<OverrideAttr>();
}

Interfaces findInterfaces(const ASTContext& Context, FileID File) {
  Finder Search(Context, File);
  Search.search(*Context.getTranslationUnitDecl());
  return Search.take();
}

} // namespace async_trait_gen
