#include "frontend/FrontEnd.h"
#include "extraction/Attribute.h"
#include "extraction/Extraction.h"
#include "extraction/SourceRecord.h"
#include "frontend/CompileFlags.h"
#include "frontend/Configuration.h"
#include "frontend/DiagnosticOutput.h"
#include "frontend/HeaderConfigs.h"
#include "frontend/Invocation.h"
#include "options/Failure.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <filesystem>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

/// Everything that a parse opens, the system's headers included.
class AllDependencies : public clang::DependencyCollector {
  bool needSystemDependencies() override { return true; }
};

/// Lets extraction read the AST once it is complete.
class ExtractingConsumer : public clang::ASTConsumer {
public:
  ExtractingConsumer(clang::CompilerInstance& TheClang, const SourceRecord& Seen,
                     HeaderConfigs& TheConfigs, const std::vector<OutputKind>& TheOutputs,
                     std::optional<model::Header>& Target)
      : Clang(TheClang), Record(Seen), Configs(TheConfigs), Outputs(TheOutputs), Result(Target) {}

  void HandleTranslationUnit(clang::ASTContext& Context) override {
    const ParsedUnit Unit(Context, Record);
    const clang::FileID Header = Unit.sources().getMainFileID();
    Result = extract(Clang, Unit, Header);
    if (Result)
      configure(
          *Result, Unit, Header, [this](llvm::StringRef File) { return Configs.configFor(File); },
          Outputs);
  }

private:
  clang::CompilerInstance& Clang;
  const SourceRecord& Record;
  HeaderConfigs& Configs;
  const std::vector<OutputKind>& Outputs;
  std::optional<model::Header>& Result;
};

/// One parse, watched from its first token.
class ExtractingAction : public clang::ASTFrontendAction {
public:
  ExtractingAction(const HeaderName& HeadersName, HeaderConfigs& TheConfigs,
                   const std::vector<OutputKind>& TheOutputs)
      : Name(HeadersName), Configs(TheConfigs), Outputs(TheOutputs) {}

  std::optional<model::Header> takeModel() { return std::move(Model); }
  const clang::DependencyCollector& dependencies() const { return Dependencies; }

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    Dependencies.attachToPreprocessor(Clang.getPreprocessor());
    const clang::SourceManager& Sources = Clang.getSourceManager();
    Record.watch(Clang.getPreprocessor(), {Sources.getFileEntryForID(Sources.getMainFileID())});
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Clang,
                                                        llvm::StringRef) override {
    nameAsTheUserDid(Clang.getSourceManager());
    return std::make_unique<ExtractingConsumer>(Clang, Record, Configs, Outputs, Model);
  }

private:
  /// Works like `#line 1 "name"` in front of the header.
  void nameAsTheUserDid(clang::SourceManager& Sources) const {
    if (Name.ForClang == Name.ForUser)
      return;
    // The number is that of the line behind the directive's.
    constexpr unsigned LineAfterFirst = 2;
    const clang::SourceLocation Start = Sources.getLocForStartOfFile(Sources.getMainFileID());
    const auto NameId = static_cast<int>(Sources.getLineTableFilenameID(Name.ForUser));
    Sources.AddLineNote(Start, LineAfterFirst, NameId, /*IsFileEntry=*/false,
                        /*IsFileExit=*/false, clang::SrcMgr::C_User);
  }

  const HeaderName& Name;
  HeaderConfigs& Configs;
  const std::vector<OutputKind>& Outputs;
  SourceRecord Record;
  AllDependencies Dependencies;
  std::optional<model::Header> Model;
};

[[noreturn]] void failToRead(const std::string& Path, std::error_code Error) {
  throw Failure(ExitCode::FileError, "cannot read '" + Path + "': " + Error.message()).about(Path);
}

std::unique_ptr<llvm::MemoryBuffer> read(llvm::vfs::FileSystem& Files, const std::string& Path) {
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    failToRead(Path, Buffer.getError());
  return std::move(*Buffer);
}

} // namespace

FrontEnd::FrontEnd(Installation Headers, FlagSource Source, ConfigSource Configurations,
                   TextStyle TheStyle, std::vector<OutputKind> TheOutputs)
    : Installed(std::move(Headers)), Flags(std::move(Source)), Configs(std::move(Configurations)),
      Style(TheStyle), Outputs(std::move(TheOutputs)) {
  registerTraitAttribute();
}

ParsedHeader FrontEnd::parse(const std::string& Path) const {
  return parseIn(llvm::vfs::createPhysicalFileSystem(), Path);
}

ParsedHeader FrontEnd::parseText(const std::string& Path, const std::string& Content) const {
  const llvm::IntrusiveRefCntPtr Memory(new llvm::vfs::InMemoryFileSystem);
  Memory->addFile(fs::absolute(Path).string(), 0, llvm::MemoryBuffer::getMemBufferCopy(Content));
  const llvm::IntrusiveRefCntPtr Files(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::createPhysicalFileSystem()));
  Files->pushOverlay(Memory);
  return parseIn(Files, Path);
}

ParsedHeader FrontEnd::parseIn(FileSystemPtr Files, const std::string& Path) const {
  std::unique_ptr<llvm::MemoryBuffer> Content = read(*Files, Path);

  const std::string Absolute = fs::absolute(Path).lexically_normal().string();
  const BuildCommand Command = Flags.commandFor(Absolute);
  const HeaderName Name = nameOf(Path, Command.Directory);
  if (const std::error_code Error = Files->setCurrentWorkingDirectory(Command.Directory))
    failToRead(Command.Directory, Error);

  HeaderConfigs ItsConfigs(Configs, Name, Command.Directory);
  std::vector<std::string> Arguments = headerFlags(Command.CommandLine, Installed);
  Arguments.push_back(Name.ForClang);
  ParsedHeader Result;
  const auto Parse = [&] {
    const auto Invocation = makeInvocation(Arguments, Files, Style, Result.Diagnostics);
    if (!Invocation)
      return;
    // Clang does not read it again: a pipe can be read only once.
    Invocation->getPreprocessorOpts().addRemappedFile(Name.ForClang, Content.release());
    DiagnosticCollector Collector(Invocation->getDiagnosticOpts(), Result.Diagnostics);
    const auto Instance = compat::makeInstance(Invocation, Collector, Files);
    // Clang would count the errors in a last line of its own for each header.
    Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());

    ExtractingAction Action(Name, ItsConfigs, Outputs);
    Instance->ExecuteAction(Action);
    std::optional<model::Header> Model = Action.takeModel();
    if (!Model || Instance->getDiagnostics().hasErrorOccurred())
      return;
    Result.Model = std::move(Model);
    Result.Dependencies =
        dependencyPaths(Action.dependencies().getDependencies(), Command.Directory, Name);
  };
  if (!runGuarded(Parse)) {
    const std::string Message = "Clang crashed while it read this header";
    Result.Model.reset();
    Result.Diagnostics.push_back({.Where = Place{Path},
                                  .Id = "clang-crash",
                                  .Message = Message,
                                  .Text = Path + ": error: " + Message + "\n"});
  }
  const std::vector<std::string>& Read = ItsConfigs.files();
  if (Result.Model)
    for (const std::vector<std::string>& Others : {Read, Flags.files()})
      Result.Dependencies.insert(Result.Dependencies.end(), Others.begin(), Others.end());
  return Result;
}

} // namespace async_trait_gen
