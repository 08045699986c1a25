#include "extraction/Extraction.h"

#include "extraction/Diagnostics.h"
#include "extraction/FileChecks.h"
#include "extraction/HeaderReader.h"
#include "extraction/NameChecks.h"
#include "extraction/Places.h"
#include "extraction/TraitChecks.h"
#include "extraction/TraitFinder.h"
#include "extraction/TraitReader.h"

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

/// A trait is replaced as it was parsed, so the branch of a condition around
/// its beginning or its end could not be carried over.
void checkConditions(const FoundTraits& Found, const SourceText& Source, const ParsedUnit& Unit,
                     FileID File) {
  const SourceManager& Sources = Unit.sources();
  const SourceLocation Start = Sources.getLocForStartOfFile(File);
  for (const CXXRecordDecl* Trait : Found.Definitions) {
    const Replacement Whole = replaceDeclaration(*Trait, Unit.tokens(), Sources, {});
    const auto IsInside = [&](std::size_t Hash) { return Hash > Whole.Begin && Hash < Whole.End; };
    for (const Condition& Parts : Source.conditions())
      if (const auto Inside = std::ranges::find_if(Parts, IsInside);
          Inside != Parts.end() && !std::ranges::all_of(Parts, IsInside))
        report(Sources.getDiagnostics(), Start.getLocWithOffset(static_cast<int>(*Inside)),
               Message::ConditionCrossesTrait);
  }
}

/// The name of an include that is mapped has to be there.
void checkIncludes(const ParsedUnit& Unit, FileID File) {
  for (const ComputedInclude& Include : Unit.computedIncludes())
    if (fileOf(Include.Where, Unit.sources()) == File && isMappedInclude(Include.Name))
      report(Unit.context().getDiagnostics(), Include.Where, Message::ComputedInclude);
}

void checkSource(const FoundTraits& Found, const SourceText& Source, const ParsedUnit& Unit,
                 FileID File) {
  ASTContext& Context = Unit.context();
  for (const CXXRecordDecl* Undefined : Found.Undefined)
    report(Context.getDiagnostics(), Undefined->getLocation(), Message::TraitNeverDefined)
        << Undefined->getName();
  for (const CXXRecordDecl* Trait : Found.Definitions)
    checkTrait(*Trait, Unit.tokens(), Context);
  checkFile(Unit, File, Found);
  checkConditions(Found, Source, Unit, File);
  checkIncludes(Unit, File);
}

} // namespace

std::optional<model::Header> Extraction::read(FileID Header) {
  ASTContext& Context = Unit.context();
  const SourceManager& Sources = Unit.sources();
  const TokenStream& Tokens = Unit.tokens();
  DiagnosticsEngine& Engine = Context.getDiagnostics();
  if (Engine.hasErrorOccurred())
    return std::nullopt;
  const FoundTraits Found = findTraits(Unit, Header);
  const StringRef Content = Sources.getBufferData(Header);
  const SourceText Source(Content, Context.getLangOpts());
  checkSource(Found, Source, Unit, Header);
  if (Engine.hasErrorOccurred())
    return std::nullopt;

  if (!Bodies && needBodies(Found.Definitions))
    Bodies = parseBodies(Compiler, Tokens);
  if (Engine.hasErrorOccurred())
    return std::nullopt;

  const HeaderScope Scope = Unit.scopeOf(Header);
  if (!Bodies && !Signatures)
    Signatures = readSignatures(Context, Tokens);
  TraitReader Reader(Scope, Tokens, Bodies ? *Bodies : *Signatures);
  std::vector<ReadTrait> Traits;
  for (const CXXRecordDecl* Definition : Found.Definitions)
    if (auto Model = Reader.read(*Definition))
      Traits.push_back({Definition, std::move(Model)});
  if (Engine.hasErrorOccurred())
    return std::nullopt;
  checkNames(Traits, Scope);
  if (Engine.hasErrorOccurred())
    return std::nullopt;

  std::vector<Replacement> Changes = mapIncludes(Source);
  for (const ReadTrait& T : Traits) {
    model::Trait Model = *T.Model;
    Model.DynHasDefaults = hasDynDefaults(T, Scope);
    Changes.push_back(replaceDeclaration(*T.Definition, Tokens, Sources, std::move(Model)));
  }
  for (const CXXRecordDecl* Forward : Found.Forward)
    Changes.push_back(removeDeclaration(*Forward, Tokens, Sources, Content));

  model::Header Result;
  if (const auto File = Sources.getFileEntryRefForID(Header))
    Result.FileName = llvm::sys::path::filename(File->getName()).str();
  Result.Elements = applyChanges(Content, std::move(Changes));
  return Result;
}

} // namespace async_trait_gen
