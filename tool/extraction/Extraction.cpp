#include "extraction/Extraction.h"

#include "extraction/Diagnostics.h"
#include "extraction/FileChecks.h"
#include "extraction/HeaderReader.h"
#include "extraction/NameChecks.h"
#include "extraction/TraitChecks.h"
#include "extraction/TraitFinder.h"
#include "extraction/TraitReader.h"

#include "llvm/Support/Path.h"

namespace async_trait_gen {

using namespace clang;

namespace {

void checkSource(const FoundTraits& Found, const TokenStream& Tokens, ASTContext& Context) {
  for (const CXXRecordDecl* Undefined : Found.Undefined)
    report(Context.getDiagnostics(), Undefined->getLocation(), Message::TraitNeverDefined)
        << Undefined->getName();
  for (const CXXRecordDecl* Trait : Found.Definitions)
    checkTrait(*Trait, Tokens, Context);
  checkFile(Found, Tokens, Context);
}

} // namespace

std::optional<model::Header> extract(ASTContext& Context, const SourceRecord& Record) {
  const SourceManager& Sources = Context.getSourceManager();
  DiagnosticsEngine& Engine = Context.getDiagnostics();
  if (Engine.hasErrorOccurred())
    return std::nullopt;
  const TokenStream Tokens(Record, Sources, Context.getLangOpts());
  const FoundTraits Found = findTraits(Context);
  checkSource(Found, Tokens, Context);
  if (Engine.hasErrorOccurred())
    return std::nullopt;

  TraitReader Reader(Context, Tokens);
  std::vector<ReadTrait> Traits;
  for (const CXXRecordDecl* Definition : Found.Definitions)
    if (auto Model = Reader.read(*Definition))
      Traits.push_back({Definition, std::move(Model)});
  if (Engine.hasErrorOccurred())
    return std::nullopt;
  checkNames(Traits, Context);
  if (Engine.hasErrorOccurred())
    return std::nullopt;

  const StringRef Content = Sources.getBufferData(Sources.getMainFileID());
  std::vector<Replacement> Changes = mapIncludes(SourceText(Content, Context.getLangOpts()));
  for (const ReadTrait& T : Traits) {
    model::Trait Model = *T.Model;
    Model.DynHasDefaults = hasDynDefaults(T, Context);
    Changes.push_back(replaceDeclaration(*T.Definition, Tokens, Sources, std::move(Model)));
  }
  for (const CXXRecordDecl* Forward : Found.Forward)
    Changes.push_back(removeDeclaration(*Forward, Tokens, Sources, Content));

  model::Header Result;
  if (const auto File = Sources.getFileEntryRefForID(Sources.getMainFileID()))
    Result.FileName = llvm::sys::path::filename(File->getName()).str();
  Result.Elements = applyChanges(Content, std::move(Changes));
  return Result;
}

} // namespace async_trait_gen
