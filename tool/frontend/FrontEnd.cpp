#include "frontend/FrontEnd.h"
#include "extraction/Attribute.h"
#include "extraction/Extraction.h"
#include "extraction/SourceRecord.h"
#include "frontend/ClangCompat.h"
#include "frontend/CompileFlags.h"
#include "frontend/Configuration.h"
#include "frontend/DiagnosticOutput.h"
#include "options/Failure.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <exception>
#include <filesystem>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

/// Everything that a parse opens, the system's headers included.
class AllDependencies : public clang::DependencyCollector {
  bool needSystemDependencies() override { return true; }
};

/// How a header is named: for Clang, which runs in the directory of the header's
/// build command, and for the user.
struct HeaderName {
  std::string ForClang;
  std::string ForUser;
};

/// A path that Clang has seen while it ran in \p Directory, for use where the
/// tool itself runs.
std::string pathFromHere(const std::string& Path, const fs::path& Directory) {
  return Directory == fs::current_path() ? Path : (Directory / Path).lexically_normal().string();
}

/// The configurations that one header needs. An error must not travel through
/// Clang, so it waits until the parse is over.
class HeaderConfigs {
public:
  /// \p TheDirectory is the one that Clang runs in.
  HeaderConfigs(const ConfigSource& TheSource, const HeaderName& HeadersName, fs::path TheDirectory)
      : Source(TheSource), Name(HeadersName), Directory(std::move(TheDirectory)),
        OfHeader(remembered(Source.configFor(Name.ForUser))) {}

  Config configFor(llvm::StringRef File) {
    if (File == Name.ForClang)
      return OfHeader;
    try {
      return remembered(Source.configFor(pathFromHere(File.str(), Directory)));
    } catch (...) {
      Error = std::current_exception();
      return {};
    }
  }

  /// The files that were read.
  const std::vector<std::string>& files() const {
    if (Error)
      std::rethrow_exception(Error);
    return Files;
  }

private:
  Config remembered(Config Found) {
    if (Found.File)
      Files.push_back(*Found.File);
    return Found;
  }

  const ConfigSource& Source;
  const HeaderName& Name;
  fs::path Directory;
  std::vector<std::string> Files;
  Config OfHeader;
  std::exception_ptr Error;
};

/// Lets extraction read the AST once it is complete.
class ExtractingConsumer : public clang::ASTConsumer {
public:
  ExtractingConsumer(clang::CompilerInstance& TheClang, const SourceRecord& Seen,
                     HeaderConfigs& TheConfigs, std::optional<model::Header>& Target)
      : Clang(TheClang), Record(Seen), Configs(TheConfigs), Result(Target) {}

  void HandleTranslationUnit(clang::ASTContext& Context) override {
    Result = extract(Clang, Record);
    if (Result)
      configure(*Result, Context, [this](llvm::StringRef File) { return Configs.configFor(File); });
  }

private:
  clang::CompilerInstance& Clang;
  const SourceRecord& Record;
  HeaderConfigs& Configs;
  std::optional<model::Header>& Result;
};

/// One parse, watched from its first token.
class ExtractingAction : public clang::ASTFrontendAction {
public:
  ExtractingAction(const HeaderName& HeadersName, HeaderConfigs& TheConfigs)
      : Name(HeadersName), Configs(TheConfigs) {}

  std::optional<model::Header> takeModel() { return std::move(Model); }
  const clang::DependencyCollector& dependencies() const { return Dependencies; }

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    Dependencies.attachToPreprocessor(Clang.getPreprocessor());
    Record.watch(Clang.getPreprocessor());
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Clang,
                                                        llvm::StringRef) override {
    nameAsTheUserDid(Clang.getSourceManager());
    return std::make_unique<ExtractingConsumer>(Clang, Record, Configs, Model);
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
  SourceRecord Record;
  AllDependencies Dependencies;
  std::optional<model::Header> Model;
};

/// Leaves the processor to Clang where the flags name one that only another
/// compiler knows.
void forgetUnknownProcessors(clang::CompilerInvocation& Invocation,
                             clang::DiagnosticsEngine& Diagnostics) {
  clang::TargetOptions& Options = Invocation.getTargetOpts();
  const auto Generic = std::make_shared<clang::TargetOptions>(Options);
  Generic->CPU.clear();
  Generic->TuneCPU.clear();
  const llvm::IntrusiveRefCntPtr<clang::TargetInfo> Target =
      compat::makeTarget(Diagnostics, Generic);
  if (!Target)
    return;
  if (!Options.CPU.empty() && !Target->isValidCPUName(Options.CPU))
    Options.CPU.clear();
  if (!Options.TuneCPU.empty() && !Target->isValidTuneCPUName(Options.TuneCPU))
    Options.TuneCPU.clear();
}

Diagnostic withoutPlace(const std::string& Id, const std::string& Message) {
  return {.Where = std::nullopt, .Id = Id, .Message = Message, .Text = "error: " + Message + "\n"};
}

/// Clang's frontend options for the driver's \p Arguments, or nothing after an
/// error, which is then in \p Errors.
std::shared_ptr<clang::CompilerInvocation> makeInvocation(const std::vector<std::string>& Arguments,
                                                          const compat::FileSystemPtr& Files,
                                                          TextStyle Style,
                                                          std::vector<Diagnostic>& Errors) {
  clang::DiagnosticOptions PrintOptions;
  PrintOptions.ShowColors = Style == TextStyle::Coloured;
  DiagnosticCollector Collector(PrintOptions, Errors);
  FlagConsumer Consumer(Collector);

  std::vector<const char*> Pointers;
  for (const std::string& Argument : Arguments)
    Pointers.push_back(Argument.c_str());
  clang::CreateInvocationOptions HowTo;
  const compat::DiagnosticsPtr DriverDiagnostics =
      compat::makeDiagnostics(PrintOptions, Consumer, Files);
  HowTo.Diags = DriverDiagnostics;
  HowTo.VFS = Files;
  HowTo.RecoverOnError = true;
  std::shared_ptr<clang::CompilerInvocation> Invocation =
      clang::createInvocation(Pointers, std::move(HowTo));
  if (Consumer.getNumErrors() != 0)
    return nullptr;
  if (!Invocation) {
    Errors.push_back(
        withoutPlace("compiler-flags", "the compiler flags do not say how to parse a header"));
    return nullptr;
  }

  forgetUnknownProcessors(*Invocation, *DriverDiagnostics);
  Invocation->getDiagnosticOpts().ShowColors = Style == TextStyle::Coloured;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  // Many headers are read in one process.
  Invocation->getFrontendOpts().DisableFree = false;
  return Invocation;
}

/// Paths for the user, who need not be where Clang runs.
std::vector<std::string> dependencyPaths(llvm::ArrayRef<std::string> Collected,
                                         const fs::path& Directory, const HeaderName& Name) {
  std::vector<std::string> Paths;
  for (const std::string& Path : Collected)
    Paths.push_back(Path == Name.ForClang ? Name.ForUser : pathFromHere(Path, Directory));
  return Paths;
}

[[noreturn]] void failToRead(const std::string& Path, std::error_code Error) {
  throw Failure(ExitCode::FileError, "cannot read '" + Path + "': " + Error.message());
}

void requireReadable(llvm::vfs::FileSystem& Files, const std::string& Path) {
  const auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    failToRead(Path, Buffer.getError());
}

/// Runs \p Parse where a crash of Clang is survived, on a stack that deeply
/// nested code does not exhaust.
bool runGuarded(llvm::function_ref<void()> Parse) {
  constexpr unsigned StackSize = 64U << 20U;
  llvm::CrashRecoveryContext::Enable();
  return llvm::CrashRecoveryContext().RunSafelyOnThread(Parse, StackSize);
}

} // namespace

FrontEnd::FrontEnd(Installation Headers, FlagSource Source, ConfigSource Configurations,
                   TextStyle TheStyle)
    : Installed(std::move(Headers)), Flags(std::move(Source)), Configs(std::move(Configurations)),
      Style(TheStyle) {
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
  requireReadable(*Files, Path);

  const std::string Absolute = fs::absolute(Path).lexically_normal().string();
  const BuildCommand Command = Flags.commandFor(Absolute);
  const bool RunsHere = Command.Directory == fs::current_path();
  const HeaderName Name = {RunsHere ? Path : Absolute, Path};
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
    DiagnosticCollector Collector(Invocation->getDiagnosticOpts(), Result.Diagnostics);
    const auto Instance = compat::makeInstance(Invocation, Collector, Files);
    // Clang would count the errors in a last line of its own for each header.
    Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());

    ExtractingAction Action(Name, ItsConfigs);
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
    Result.Dependencies.insert(Result.Dependencies.end(), Read.begin(), Read.end());
  return Result;
}

} // namespace async_trait_gen
