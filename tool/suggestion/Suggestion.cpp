#include "suggestion/Suggestion.h"

#include "suggestion/ClassRewrite.h"
#include "suggestion/Interfaces.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

constexpr llvm::StringLiteral RuntimeInclude = "#include <async_trait/trait.h>\n";

/// Where the include of the runtime goes: in front of the first include, else behind
/// `#pragma once` or the include guard, else at the beginning.
std::size_t placeForInclude(StringRef Content) {
  std::size_t Place = 0;
  bool IsInGuard = false;
  for (std::size_t Begin = 0; Begin < Content.size();) {
    const std::size_t End = std::min(Content.find('\n', Begin), Content.size() - 1) + 1;
    StringRef Line = Content.slice(Begin, End).trim();
    if (Line.consume_front("#")) {
      Line = Line.ltrim();
      if (Line.starts_with("include"))
        return Begin;
      const bool OpensGuard = Line.starts_with("ifndef") && Place == 0;
      if (Line.starts_with("pragma once") || (IsInGuard && Line.starts_with("define")))
        Place = End;
      else if (!OpensGuard)
        return Place;
      IsInGuard = OpensGuard;
    }
    Begin = End;
  }
  return Place;
}

class FileRewrite {
public:
  FileRewrite(const ASTContext& TheContext, FileID TheFile, const Interfaces& TheTraits)
      : Context(TheContext), Sources(TheContext.getSourceManager()), File(TheFile),
        Traits(TheTraits), Content(Sources.getBufferData(TheFile)),
        Tokens(Content, TheContext.getLangOpts()), Lost(TheTraits, Tokens) {}

  Suggestion take() {
    const std::size_t Place = placeForInclude(Content);
    Edits.push_back({{Place, Place}, RuntimeInclude.str()});
    rewrite(*Context.getTranslationUnitDecl());
    return {edited(Content, {0, Content.size()}, std::move(Edits)), std::move(Remarks)};
  }

private:
  void rewrite(const DeclContext& Scope) {
    for (const Decl* D : Scope.decls()) {
      if (D->isImplicit() || Sources.getFileID(Sources.getExpansionLoc(D->getLocation())) != File)
        continue;
      const auto* Linkage = dyn_cast<LinkageSpecDecl>(D);
      if (isa<NamespaceDecl>(D) || (Linkage && Linkage->hasBraces()))
        rewrite(*cast<DeclContext>(D));
      else if (offsetOf(*D) >= Done)
        rewriteDeclaration(*D);
    }
  }

  std::size_t offsetOf(const Decl& D) const {
    return Sources.getFileOffset(Sources.getExpansionLoc(D.getBeginLoc()));
  }

  void rewriteDeclaration(const Decl& D) {
    const auto* Template = dyn_cast<ClassTemplateDecl>(&D);
    const auto* Class = Template ? Template->getTemplatedDecl() : dyn_cast<CXXRecordDecl>(&D);
    if (Class && llvm::is_contained(Traits, Class)) {
      ClassRewrite Rewrite(*Class, Traits, Lost, Content, Tokens);
      add(Rewrite.take());
      Remarks.insert(Remarks.end(), Rewrite.remarks().begin(), Rewrite.remarks().end());
      return;
    }
    // The generator takes the forward declarations of traits away.
    if (Class && Class->getDefinition() && llvm::is_contained(Traits, Class->getDefinition()))
      return;
    const std::size_t First = Tokens.beginOfDeclaration(Tokens.at(offsetOf(D)));
    const std::size_t Behind = Tokens.endOfDeclaration(First);
    const Stretch Part{Tokens[First].Begin, Tokens[Behind - 1].End};
    const std::string Why = Class && derivesFromTrait(*Class)
                                ? "an implementer has the methods and no base; programs have it "
                                  "where they include the generated header"
                                : Lost.whyNot(Part);
    if (Why.empty())
      return;
    Lost.add(D);
    add(commentOut(Content, Part, "Not carried over, because " + Why));
    Remarks.push_back({D.getLocation(), "not carried over, because " + Why});
  }

  bool derivesFromTrait(const CXXRecordDecl& D) const {
    return D.isThisDeclarationADefinition() &&
           llvm::any_of(D.bases(), [this](const CXXBaseSpecifier& Base) {
             return llvm::is_contained(Traits, definitionOf(Base));
           });
  }

  void add(Edit Change) {
    Done = Change.Where.End;
    Edits.push_back(std::move(Change));
  }

  const ASTContext& Context;
  const SourceManager& Sources;
  FileID File;
  const Interfaces& Traits;
  StringRef Content;
  FileTokens Tokens;
  LostTypes Lost;
  std::size_t Done = 0; ///< What is before it is settled.
  std::vector<Edit> Edits;
  std::vector<Remark> Remarks;
};

} // namespace

std::optional<Suggestion> suggestTraits(const ASTContext& Context, FileID File) {
  const Interfaces Traits = findInterfaces(Context, File);
  if (Traits.empty())
    return std::nullopt;
  return FileRewrite(Context, File, Traits).take();
}

} // namespace async_trait_gen
