#include "extraction/TraitFinder.h"

#include "extraction/Attribute.h"
#include "extraction/Places.h"

#include "clang/AST/DeclTemplate.h"

namespace async_trait_gen {

using namespace clang;

namespace {

class Finder {
public:
  Finder(const SourceManager& TheSources, FileID TheFile) : Sources(TheSources), File(TheFile) {}

  void visitDecl(const Decl& D) {
    if (const auto* Template = dyn_cast<ClassTemplateDecl>(&D))
      visitClass(*Template->getTemplatedDecl());
    else if (const auto* Class = dyn_cast<CXXRecordDecl>(&D))
      visitClass(*Class);
    else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D))
      visitScope(*cast<DeclContext>(&D));
  }

  FoundTraits take() { return std::move(Result); }

private:
  void visitScope(const DeclContext& Scope) {
    for (const Decl* D : Scope.decls())
      if (fileOf(D->getLocation(), Sources) == File)
        visitDecl(*D);
  }

  void visitClass(const CXXRecordDecl& Class) {
    const CXXRecordDecl* Definition = Class.getDefinition();
    if (!hasTraitAttribute(Definition ? *Definition : Class))
      return;
    noteAttributes(Class);
    if (!Definition) {
      if (!attributeLocations(Class).empty())
        Result.Undefined.push_back(&Class);
      return;
    }
    if (Definition != &Class) {
      Result.Forward.push_back(&Class);
      return;
    }
    Result.Definitions.push_back(&Class);
    for (const Decl* Member : Class.decls()) {
      const auto* Template = dyn_cast<FunctionTemplateDecl>(Member);
      noteAttributes(Template ? *Template->getTemplatedDecl() : *Member);
    }
  }

  void noteAttributes(const Decl& D) {
    for (const SourceLocation Where : attributeLocations(D))
      Result.AttributeNames.insert(Where);
  }

  const SourceManager& Sources;
  FileID File;
  FoundTraits Result;
};

} // namespace

FoundTraits findTraits(const ParsedUnit& Unit, FileID File) {
  Finder F(Unit.sources(), File);
  for (const Decl* D : Unit.declarationsIn(File))
    F.visitDecl(*D);
  return F.take();
}

} // namespace async_trait_gen
