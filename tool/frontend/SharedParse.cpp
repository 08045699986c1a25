#include "frontend/SharedParse.h"
#include "extraction/Extraction.h"
#include "extraction/IncludeWalk.h"
#include "extraction/Independence.h"
#include "frontend/Configuration.h"
#include "frontend/Invocation.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <filesystem>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

/// The path that Clang opens each header with, whatever directory it looks in first.
std::string fullPath(const HeaderName& Name) { return fs::absolute(Name.ForUser).string(); }

/// Notes the files in which there are errors, and for each that was included the
/// header by which it was.
class TroubleCollector : public clang::DiagnosticConsumer {
public:
  const FileSet& files() const { return Files; }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic& Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    const bool IsOfError = Level >= clang::DiagnosticsEngine::Error ||
                           (Level == clang::DiagnosticsEngine::Note && getNumErrors() > 0);
    if (!IsOfError || !Info.hasSourceManager() || Info.getLocation().isInvalid())
      return;
    const clang::SourceManager& Sources = Info.getSourceManager();
    clang::FileID File = Sources.getFileID(Sources.getExpansionLoc(Info.getLocation()));
    Files.insert(Sources.getFileEntryForID(File));
    for (clang::FileID Outer = File; Outer.isValid() && Outer != Sources.getMainFileID();
         Outer = Sources.getFileID(Sources.getIncludeLoc(Outer)))
      File = Outer;
    Files.insert(Sources.getFileEntryForID(File));
  }

private:
  FileSet Files;
};

/// Sorts out the headers at the end of their parse.
class SharingConsumer : public clang::ASTConsumer {
public:
  SharingConsumer(clang::CompilerInstance& TheClang, const SourceRecord& Seen,
                  const MacroRecord& TheMacros, const TroubleCollector& TheTrouble,
                  std::vector<SharingHeader>& TheHeaders, const std::vector<OutputKind>& TheOutputs,
                  SharedResults& Target)
      : Clang(TheClang), Record(Seen), Macros(TheMacros), Trouble(TheTrouble), Headers(TheHeaders),
        Outputs(TheOutputs), Results(Target) {}

  void HandleTranslationUnit(clang::ASTContext& Context) override {
    const ParsedUnit Unit(Context, Record);
    findFiles();
    Extraction Extractor(Clang, Unit);
    for (std::size_t Index = 0; Index < Headers.size(); ++Index)
      read(Index, Unit, Extractor);
    if (Clang.getDiagnostics().hasErrorOccurred())
      return leaveOut(Trouble.files());

    const Independence Independent(
        Unit, Macros, Extractor.bodies() ? Extractor.bodies()->Needs : std::vector<Need>());
    if (!Independent.disturbing().empty())
      return leaveOut(Independent.disturbing());
    for (std::size_t Index = 0; Index < Headers.size(); ++Index)
      if (Files[Index] && !Independent.isIndependent(*Files[Index]))
        Results.Headers[Index].reset();
  }

private:
  /// The first header of each file that was read.
  void findFiles() {
    FileSet Known;
    for (const SharingHeader& One : Headers) {
      const auto Found = Clang.getFileManager().getOptionalFileRef(fullPath(One.Name));
      const clang::FileEntry* File = Found ? &Found->getFileEntry() : nullptr;
      const bool IsUsable =
          File && Record.Includes.readingsOf(*File).size() == 1 && Known.insert(File).second;
      Files.push_back(IsUsable ? File : nullptr);
    }
  }

  void read(std::size_t Index, const ParsedUnit& Unit, Extraction& Extractor) {
    const clang::FileEntry* File = Files[Index];
    if (!File)
      return;
    const clang::FileID Reading = Record.Includes.readingsOf(*File).front();
    std::optional<model::Header> Model = Extractor.read(Reading);
    if (!Model)
      return;
    SharingHeader& Header = Headers[Index];
    std::optional<OpenedFiles> Opened = walkIncludes(Record.Includes, *File, Header.Name.ForClang);
    if (!Opened)
      return;
    configure(
        *Model, Unit, Reading,
        [&](llvm::StringRef Name) {
          const auto Found = Clang.getFileManager().getOptionalFileRef(Name);
          return Header.Configs.configFor(
              Found ? llvm::StringRef(Opened->NameOf[&Found->getFileEntry()]) : Name);
        },
        Outputs);
    Results.Headers[Index] =
        ParsedHeader{.Model = std::move(Model), .Dependencies = std::move(Opened->Names)};
  }

  /// Gives the parse up: those that do not include any of \p Culprits may try again.
  void leaveOut(const FileSet& Culprits) {
    const FileSet Standard = Record.Includes.closureOfStandard();
    const auto IsCulprit = [&](const clang::FileEntry* File) {
      return Culprits.contains(File) && !Standard.contains(File);
    };
    for (std::size_t Index = 0; Index < Headers.size(); ++Index) {
      Results.Headers[Index].reset();
      if (Files[Index] && llvm::none_of(Record.Includes.closureOf(*Files[Index]), IsCulprit))
        Results.Again.push_back(Index);
    }
  }

  clang::CompilerInstance& Clang;
  const SourceRecord& Record;
  const MacroRecord& Macros;
  const TroubleCollector& Trouble;
  std::vector<SharingHeader>& Headers;
  const std::vector<OutputKind>& Outputs;
  SharedResults& Results;
  std::vector<const clang::FileEntry*> Files; ///< Of each header; null where it is not usable.
};

class SharingAction : public clang::ASTFrontendAction {
public:
  SharingAction(const TroubleCollector& TheTrouble, std::vector<SharingHeader>& TheHeaders,
                const std::vector<OutputKind>& TheOutputs, SharedResults& Target)
      : Trouble(TheTrouble), Headers(TheHeaders), Outputs(TheOutputs), Results(Target) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    FileSet Files;
    for (const SharingHeader& One : Headers)
      if (const auto Found = Clang.getFileManager().getOptionalFileRef(fullPath(One.Name)))
        Files.insert(&Found->getFileEntry());
    Record.watch(Clang.getPreprocessor(), std::move(Files));
    Macros.watch(Clang.getPreprocessor());
    // Each error says which headers are to blame.
    Clang.getDiagnostics().setFatalsAsError(true);
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Clang,
                                                        llvm::StringRef) override {
    return std::make_unique<SharingConsumer>(Clang, Record, Macros, Trouble, Headers, Outputs,
                                             Results);
  }

private:
  const TroubleCollector& Trouble;
  std::vector<SharingHeader>& Headers;
  const std::vector<OutputKind>& Outputs;
  SharedResults& Results;
  SourceRecord Record;
  MacroRecord Macros;
};

std::string includesOf(const std::vector<SharingHeader>& Headers) {
  std::string Result;
  for (const SharingHeader& One : Headers)
    Result += "#include \"" + fullPath(One.Name) + "\"\n";
  return Result;
}

} // namespace

SharedResults parseTogether(std::vector<SharingHeader>& Headers, const std::string& Directory,
                            const std::vector<std::string>& Flags,
                            const std::vector<OutputKind>& Outputs) {
  const std::string Main = (fs::path(Directory) / "async-trait-gen headers.hpp").string();
  const llvm::IntrusiveRefCntPtr Memory(new llvm::vfs::InMemoryFileSystem);
  Memory->addFile(Main, 0, llvm::MemoryBuffer::getMemBufferCopy(includesOf(Headers)));
  const llvm::IntrusiveRefCntPtr Files(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::createPhysicalFileSystem()));
  Files->pushOverlay(Memory);
  SharedResults Results;
  Results.Headers.resize(Headers.size());
  if (Files->setCurrentWorkingDirectory(Directory))
    return Results;

  std::vector<std::string> Arguments = Flags;
  Arguments.push_back(Main);
  const auto Parse = [&] {
    std::vector<Diagnostic> Unused;
    const auto Invocation = makeInvocation(Arguments, Files, TextStyle::Plain, Unused);
    if (!Invocation)
      return;
    Invocation->getDiagnosticOpts().ErrorLimit = 0;
    TroubleCollector Trouble;
    const auto Instance = compat::makeInstance(Invocation, Trouble, Files);
    Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
    SharingAction Action(Trouble, Headers, Outputs, Results);
    Instance->ExecuteAction(Action);
  };
  if (!runGuarded(Parse))
    return {std::vector<std::optional<ParsedHeader>>(Headers.size()), {}};

  for (std::size_t Index = 0; Index < Headers.size(); ++Index)
    if (std::optional<ParsedHeader>& One = Results.Headers[Index])
      One->Dependencies = dependencyPaths(One->Dependencies, Directory, Headers[Index].Name);
  return Results;
}

} // namespace async_trait_gen
