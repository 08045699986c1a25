#include "extraction/BodyParse.h"

#include "extraction/Attribute.h"
#include "extraction/BareTypes.h"
#include "extraction/BodyNames.h"
#include "extraction/DependentText.h"
#include "extraction/Diagnostics.h"
#include "extraction/NameLookup.h"
#include "extraction/TraitUses.h"
#include "frontend/ClangCompat.h"
#include "model/Names.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

using Files = std::vector<DependentFile>;
using Traits = std::vector<const CXXRecordDecl*>;

/// All traits in \p Scope whose text was recorded, which is none that was precompiled.
void collectTraits(const DeclContext& Scope, const TokenStream& Tokens, Traits& Result) {
  for (const Decl* D : Scope.noload_decls()) {
    if (isa<NamespaceDecl, LinkageSpecDecl>(D)) {
      collectTraits(*cast<DeclContext>(D), Tokens, Result);
      continue;
    }
    const auto* Template = dyn_cast<ClassTemplateDecl>(D);
    const auto* Class = dyn_cast<CXXRecordDecl>(Template ? Template->getTemplatedDecl() : D);
    if (Class && Class->isThisDeclarationADefinition() && hasTraitAttribute(*Class) &&
        Tokens.find(Class->getLocation()))
      Result.push_back(Class);
  }
}

const CXXMethodDecl* methodOf(const Decl* D) {
  const auto* Template = dyn_cast<FunctionTemplateDecl>(D);
  return dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : D);
}

bool namesType(const AttributeOption& Option) { return !typeNamedBy(Option, {}).empty(); }

/// Whether \p Trait or a supertrait has a body, a bound, or an option that names a
/// type.
bool needsParse(const CXXRecordDecl* Trait) {
  const bool HasOwn = llvm::any_of(Trait->decls(), [](const Decl* D) {
    const CXXMethodDecl* Method = methodOf(D);
    return Method ? Method->isThisDeclarationADefinition()
                  : isa<CXXRecordDecl>(D) && !optionsOf(*D).empty();
  });
  return HasOwn || llvm::any_of(optionsOf(*Trait), namesType) ||
         llvm::any_of(Trait->bases(), [](const CXXBaseSpecifier& Base) {
           const CXXRecordDecl* Super = traitOf(Base);
           return Super && needsParse(Super);
         });
}

/// The names of the Dyn types: in the output they are complete where a body is.
std::set<std::string> dynNames(const Traits& All) {
  std::set<std::string> Result;
  for (const CXXRecordDecl* Class : All) {
    model::Trait Trait;
    Trait.Name = Class->getName().str();
    Trait.DynName = dynNameOf(*Class);
    const model::TraitNames Names = model::namesOf(Trait);
    Result.insert({Names.Dyn, Names.Ref, Names.Shared, Names.Vtable});
  }
  return Result;
}

/// The way from the rewritten files back to the original ones.
class Origins {
public:
  Origins(const Files& TheRewritten, SourceManager& TheOriginals)
      : Rewritten(TheRewritten), Originals(TheOriginals) {}

  /// The stretch at \p Where, if it is in a rewritten file, and how far into it.
  std::pair<const DependentFile::Stretch*, std::size_t> find(SourceLocation Where,
                                                             const SourceManager& Sources) const {
    if (Where.isInvalid())
      return {};
    const auto [File, Offset] = Sources.getDecomposedLoc(Sources.getExpansionLoc(Where));
    const auto Entry = Sources.getFileEntryRefForID(File);
    const auto Found = std::ranges::find_if(
        Rewritten, [&](const DependentFile& F) { return Entry && F.name() == Entry->getName(); });
    if (Found == Rewritten.end())
      return {};
    const DependentFile::Stretch& Stretch = Found->at(Offset);
    return {&Stretch, Offset - Stretch.Begin};
  }

  SourceLocation originOf(SourceLocation Where, const SourceManager& Sources) const {
    if (const auto [Stretch, Distance] = find(Where, Sources); Stretch)
      return Stretch->IsCopy ? Stretch->Origin.getLocWithOffset(static_cast<int>(Distance))
                             : Stretch->Origin;
    if (Where.isInvalid())
      return {};
    const auto [File, Offset] = Sources.getDecomposedLoc(Sources.getExpansionLoc(Where));
    const auto Entry = Sources.getFileEntryRefForID(File);
    const auto Same =
        Entry ? Originals.getFileManager().getOptionalFileRef(Entry->getName()) : std::nullopt;
    const FileID Original = Same ? Originals.translateFile(*Same) : FileID();
    return Original.isValid() ? Originals.getComposedLoc(Original, Offset) : SourceLocation();
  }

private:
  const Files& Rewritten;
  SourceManager& Originals;
};

/// Adds what \p Method says; \p Find has the token at a place.
void addNames(const CXXMethodDecl& Method,
              llvm::function_ref<std::optional<std::size_t>(SourceLocation)> Find,
              BodyFacts& Result) {
  const auto Add = [&](const std::vector<SourceLocation>& Where, std::set<std::size_t>& Indices) {
    for (const SourceLocation Each : Where)
      if (const auto Index = Find(Each))
        Indices.insert(*Index);
  };
  const BodyNames Names = namesIn(Method);
  Add(Names.Own, Result.OwnNames);
  Add(Names.BehindArrow, Result.BehindArrow);
  Add(Names.AwaitedObjects, Result.AwaitedObjects);
  Add(Names.Copies, Result.Copies);
  if (const Stmt* Body = Method.getBody()) {
    if (isa<CoroutineBodyStmt>(Body))
      Add({Body->getBeginLoc()}, Result.Coroutines);
    if (returns(*Body))
      Add({Body->getBeginLoc()}, Result.Returning);
  }
}

/// Reports errors in the diagnostics of the first parse.
class OriginalReporter : public DiagnosticConsumer {
public:
  OriginalReporter(DiagnosticsEngine& TheTarget, const Origins& ThePlaces,
                   std::set<std::string> TheDynNames, BodyFacts& TheFacts)
      : Target(TheTarget), Places(ThePlaces), DynNames(std::move(TheDynNames)), Found(TheFacts) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic& Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    const bool IsNote = Level == DiagnosticsEngine::Note;
    if (!IsNote)
      IsShown = Level >= DiagnosticsEngine::Error && !isAboutDyn(Info) &&
                !lacks("typename ", Info, Found.BareTypes) &&
                !lacks("template ", Info, Found.BareTemplates) && isFirstAtItsPlace(Info);
    if (!IsShown || (IsNote && !Info.hasSourceManager()))
      return;
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    DiagnosticBuilder Report =
        report(Target, originOf(Info), IsNote ? Message::NoteInBody : Message::ErrorInBody);
    Report << Text.str();
    for (const FixItHint& Hint : Info.getFixItHints())
      addFixIt(Hint, Info.getSourceManager(), Report);
  }

private:
  SourceLocation originOf(const Diagnostic& Info) const {
    return Info.hasSourceManager() ? Places.originOf(Info.getLocation(), Info.getSourceManager())
                                   : SourceLocation();
  }

  /// A Dyn type that is only declared, here, is defined in the output.
  bool isAboutDyn(const Diagnostic& Info) const {
    for (unsigned I = 0; I < Info.getNumArgs(); ++I) {
      if (Info.getArgKind(I) != DiagnosticsEngine::ak_qualtype)
        continue;
      // Clang passes a type as a number.
      const QualType Type = QualType::getFromOpaquePtr(
          reinterpret_cast<void*>(Info.getRawArg(I))); // NOLINT(performance-no-int-to-ptr)
      const CXXRecordDecl* Class = Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
      if (Class && !Class->hasDefinition() && DynNames.contains(Class->getName().str()))
        return true;
    }
    return false;
  }

  /// Whether nothing but \p Keyword is missing, which no trait header needs; then its place is
  /// added to \p Bare.
  bool lacks(StringRef Keyword, const Diagnostic& Info, std::set<std::size_t>& Bare) {
    if (Info.getNumFixItHints() != 1 || Info.getFixItHint(0).CodeToInsert != Keyword)
      return false;
    const auto Stretch =
        Places.find(Info.getFixItHint(0).RemoveRange.getBegin(), Info.getSourceManager()).first;
    if (!Stretch || !Stretch->Token)
      return false;
    Bare.insert(*Stretch->Token);
    return true;
  }

  /// One mistake gives one message: all of a bound has one place, that of its
  /// literal, and Clang 19 says twice that a name is unknown.
  bool isFirstAtItsPlace(const Diagnostic& Info) {
    const SourceLocation Where = originOf(Info);
    return Where.isInvalid() || Reported.insert(Where).second;
  }

  void addFixIt(const FixItHint& Hint, const SourceManager& Sources,
                DiagnosticBuilder& Report) const {
    FixItHint Mapped = Hint;
    Mapped.RemoveRange.setBegin(originInToken(Hint.RemoveRange.getBegin(), Sources));
    Mapped.RemoveRange.setEnd(originInToken(Hint.RemoveRange.getEnd(), Sources));
    if (Mapped.RemoveRange.isValid())
      Report << Mapped;
  }

  /// The origin of a place in a token or at its end; nowhere for any other, and in macros.
  SourceLocation originInToken(SourceLocation Where, const SourceManager& Sources) const {
    const auto IsInToken = [&](SourceLocation Place) {
      const auto [Stretch, Distance] = Places.find(Place, Sources);
      return Stretch && Stretch->Token && !Stretch->Origin.isMacroID();
    };
    if (IsInToken(Where))
      return Places.originOf(Where, Sources);
    const SourceLocation Before = Where.getLocWithOffset(-1);
    return IsInToken(Before) ? Places.originOf(Before, Sources).getLocWithOffset(1)
                             : SourceLocation();
  }

  DiagnosticsEngine& Target;
  const Origins& Places;
  std::set<std::string> DynNames;
  BodyFacts& Found;
  std::set<SourceLocation> Reported;
  bool IsShown = false;
};

/// Parses the bodies of traits and no others, and reads them.
class BodyConsumer : public ASTConsumer {
public:
  BodyConsumer(const Origins& ThePlaces, DiagnosticsEngine& TheTarget, BodyFacts& TheResult)
      : Places(ThePlaces), Target(TheTarget), Result(TheResult) {}

  bool shouldSkipFunctionBody(Decl* D) override {
    for (const DeclContext* Scope = D->getDeclContext(); Scope; Scope = Scope->getParent())
      if (const auto* Class = dyn_cast<CXXRecordDecl>(Scope);
          Class && Class->getDescribedClassTemplate() && hasTraitAttribute(*Class))
        return false;
    return true;
  }

  void HandleTranslationUnit(ASTContext& Context) override {
    visit(*Context.getTranslationUnitDecl(), Context.getSourceManager());
  }

private:
  void visit(const DeclContext& Scope, const SourceManager& Sources) {
    for (Decl* D : Scope.noload_decls()) {
      if (isa<NamespaceDecl, LinkageSpecDecl>(D))
        visit(*cast<DeclContext>(D), Sources);
      else if (auto* Template = dyn_cast<ClassTemplateDecl>(D);
               Template && visitTrait(*Template->getTemplatedDecl(), Sources))
        llvm::append_range(Result.Needs, needsOf({Template}, Sources));
    }
  }

  /// Whether it is one.
  bool visitTrait(CXXRecordDecl& Class, const SourceManager& Sources) {
    if (!Class.isThisDeclarationADefinition() || !hasTraitAttribute(Class))
      return false;
    // Its own template is named in the place of supertraits.
    for (const TraitUse& Use : traitsNamedAsTypes(Class))
      if (Use.Trait->getCanonicalDecl() != Class.getCanonicalDecl())
        reportTraitAsType(Target, Use, Places.originOf(Use.Where, Sources));
    const auto Find = [&](SourceLocation Where) -> std::optional<std::size_t> {
      const auto Stretch = Places.find(Where, Sources).first;
      return Stretch ? Stretch->Token : std::nullopt;
    };
    for (const Decl* D : Class.decls())
      if (const CXXMethodDecl* Method = methodOf(D); Method && Method->getBody())
        addNames(*Method, Find, Result);
    return true;
  }

  const Origins& Places;
  DiagnosticsEngine& Target;
  BodyFacts& Result;
};

class BodyAction : public ASTFrontendAction {
public:
  BodyAction(const Origins& ThePlaces, DiagnosticsEngine& TheTarget, BodyFacts& TheResult)
      : Places(ThePlaces), Target(TheTarget), Result(TheResult) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance&, StringRef) override {
    return std::make_unique<BodyConsumer>(Places, Target, Result);
  }

private:
  const Origins& Places;
  DiagnosticsEngine& Target;
  BodyFacts& Result;
};

} // namespace

bool needBodies(const Traits& Given) { return std::ranges::any_of(Given, needsParse); }

BodyFacts readSignatures(ASTContext& Context, const TokenStream& Tokens) {
  BodyFacts Result;
  Traits All;
  collectTraits(*Context.getTranslationUnitDecl(), Tokens, All);
  for (const CXXRecordDecl* Trait : All) {
    for (const Decl* D : Trait->decls())
      if (const CXXMethodDecl* Method = methodOf(D))
        addNames(*Method, [&](SourceLocation Where) { return Tokens.find(Where); }, Result);
    addBareTypes(*Trait, Tokens, Result.BareTypes);
  }
  return Result;
}

BodyFacts parseBodies(CompilerInstance& Compiler, const TokenStream& Tokens) {
  BodyFacts Result = readSignatures(Compiler.getASTContext(), Tokens);
  Traits All;
  collectTraits(*Compiler.getASTContext().getTranslationUnitDecl(), Tokens, All);
  const std::set<std::string> Dyns = dynNames(All);
  const Files Rewritten =
      writeDependent(All, Dyns, Result.BareTypes, Tokens, Compiler.getSourceManager());
  const auto Invocation = std::make_shared<CompilerInvocation>(Compiler.getInvocation());
  // The first parse counts the errors.
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  // The first parse owns what it was given.
  Invocation->getPreprocessorOpts().clearRemappedFiles();
  for (const DependentFile& File : Rewritten)
    Invocation->getPreprocessorOpts().addRemappedFile(
        File.name(), llvm::MemoryBuffer::getMemBufferCopy(File.text(), File.name()).release());

  const Origins Places(Rewritten, Compiler.getSourceManager());
  OriginalReporter Reporter(Compiler.getDiagnostics(), Places, Dyns, Result);
  const auto Second = compat::makeInstance(Invocation, Reporter,
                                           Compiler.getFileManager().getVirtualFileSystemPtr());
  Second->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
  BodyAction Action(Places, Compiler.getDiagnostics(), Result);
  Second->ExecuteAction(Action);
  return Result;
}

} // namespace async_trait_gen
