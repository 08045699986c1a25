#include "frontend/FrontEnd.h"
#include "extraction/Attribute.h"
#include "extraction/Extraction.h"
#include "extraction/SourceRecord.h"
#include "frontend/ClangCompat.h"
#include "frontend/CompileFlags.h"
#include "frontend/DiagnosticOutput.h"
#include "options/Failure.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "llvm/Support/CrashRecoveryContext.h"
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

/// How a header is named: for Clang, which runs in the directory of the header's
/// build command, and for the user.
struct HeaderName {
  std::string ForClang;
  std::string ForUser;
};

/// Lets extraction read the AST once it is complete.
class ExtractingConsumer : public clang::ASTConsumer {
public:
  ExtractingConsumer(clang::CompilerInstance& TheClang, const SourceRecord& Seen,
                     std::optional<model::Header>& Target)
      : Clang(TheClang), Record(Seen), Result(Target) {}

  void HandleTranslationUnit(clang::ASTContext&) override { Result = extract(Clang, Record); }

private:
  clang::CompilerInstance& Clang;
  const SourceRecord& Record;
  std::optional<model::Header>& Result;
};

/// One parse, watched from its first token.
class ExtractingAction : public clang::ASTFrontendAction {
public:
  explicit ExtractingAction(const HeaderName& HeadersName) : Name(HeadersName) {}

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
    return std::make_unique<ExtractingConsumer>(Clang, Record, Model);
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

/// Clang's frontend options for the driver's \p Arguments, or nothing after an
/// error, which is then on \p Errors.
std::shared_ptr<clang::CompilerInvocation> makeInvocation(const std::vector<std::string>& Arguments,
                                                          const compat::FileSystemPtr& Files,
                                                          llvm::raw_ostream& Errors) {
  clang::DiagnosticOptions PrintOptions;
  PrintOptions.ShowColors = Errors.has_colors();
  clang::TextDiagnosticPrinter Printer = compat::makePrinter(Errors, PrintOptions);
  FlagConsumer Consumer(Printer);

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
    Errors << "error: the compiler flags do not say how to parse a header\n";
    return nullptr;
  }

  forgetUnknownProcessors(*Invocation, *DriverDiagnostics);
  Invocation->getDiagnosticOpts().ShowColors = Errors.has_colors();
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  // Many headers are read in one process.
  Invocation->getFrontendOpts().DisableFree = false;
  return Invocation;
}

/// Paths that hold wherever the tool itself runs.
std::vector<std::string> dependencyPaths(llvm::ArrayRef<std::string> Collected,
                                         const fs::path& Directory, const HeaderName& Name) {
  const bool RunsThere = Directory == fs::current_path();
  std::vector<std::string> Paths;
  for (const std::string& Path : Collected) {
    if (Path == Name.ForClang)
      Paths.push_back(Name.ForUser);
    else
      Paths.push_back(RunsThere ? Path : (Directory / Path).lexically_normal().string());
  }
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

FrontEnd::FrontEnd(Installation Headers, FlagSource Source, llvm::raw_ostream& Errors)
    : Installed(std::move(Headers)), Flags(std::move(Source)), Diagnostics(Errors) {
  registerTraitAttribute();
}

std::optional<ParsedHeader> FrontEnd::parse(const std::string& Path) {
  return parseIn(llvm::vfs::createPhysicalFileSystem(), Path);
}

std::optional<ParsedHeader> FrontEnd::parseText(const std::string& Path,
                                                const std::string& Content) {
  const llvm::IntrusiveRefCntPtr Memory(new llvm::vfs::InMemoryFileSystem);
  Memory->addFile(fs::absolute(Path).string(), 0, llvm::MemoryBuffer::getMemBufferCopy(Content));
  const llvm::IntrusiveRefCntPtr Files(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::createPhysicalFileSystem()));
  Files->pushOverlay(Memory);
  return parseIn(Files, Path);
}

std::optional<ParsedHeader> FrontEnd::parseIn(FileSystemPtr Files, const std::string& Path) {
  requireReadable(*Files, Path);

  const std::string Absolute = fs::absolute(Path).lexically_normal().string();
  const BuildCommand Command = Flags.commandFor(Absolute);
  const bool RunsHere = Command.Directory == fs::current_path();
  const HeaderName Name = {RunsHere ? Path : Absolute, Path};
  if (const std::error_code Error = Files->setCurrentWorkingDirectory(Command.Directory))
    failToRead(Command.Directory, Error);

  std::vector<std::string> Arguments = headerFlags(Command.CommandLine, Installed);
  Arguments.push_back(Name.ForClang);
  std::optional<ParsedHeader> Result;
  const auto Parse = [&] {
    const auto Invocation = makeInvocation(Arguments, Files, Diagnostics);
    if (!Invocation)
      return;
    clang::TextDiagnosticPrinter Printer =
        compat::makePrinter(Diagnostics, Invocation->getDiagnosticOpts());
    OnceConsumer Consumer(Printer, Reported);
    const auto Instance = compat::makeInstance(Invocation, Consumer, Files);
    // Clang would count the errors in a last line of its own for each header.
    Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());

    ExtractingAction Action(Name);
    Instance->ExecuteAction(Action);
    std::optional<model::Header> Model = Action.takeModel();
    if (Model && !Instance->getDiagnostics().hasErrorOccurred())
      Result = {std::move(*Model),
                dependencyPaths(Action.dependencies().getDependencies(), Command.Directory, Name)};
  };
  if (!runGuarded(Parse)) {
    Diagnostics << Path << ": error: Clang crashed while it read this header\n";
    return std::nullopt;
  }
  return Result;
}

} // namespace async_trait_gen
