#include "frontend/Invocation.h"
#include "frontend/DiagnosticOutput.h"

#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/thread.h"

#include <array>
#include <csignal>

namespace async_trait_gen {
namespace {

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

/// Diagnostics are collected, in Clang's own words, and nothing else is printed,
/// whichever flags ask for it.
void silence(clang::CompilerInvocation& Invocation) {
  clang::DiagnosticOptions& Diagnostics = Invocation.getDiagnosticOpts();
  Diagnostics.setFormat(clang::TextDiagnosticFormat::Clang);
  Diagnostics.VerifyDiagnostics = false;
  Invocation.getHeaderSearchOpts().Verbose = false;
  Invocation.getFrontendOpts().ShowStats = false;
  Invocation.getCodeGenOpts().TimePasses = false;
  Invocation.getDependencyOutputOpts() = clang::DependencyOutputOptions();
}

Diagnostic withoutPlace(const std::string& Id, const std::string& Message) {
  return {.Where = std::nullopt, .Id = Id, .Message = Message, .Text = "error: " + Message + "\n"};
}

/// A second stack for this thread. Clang's handler of crashes runs on it, so that it also
/// runs when the crash is that the first one is exhausted.
class SignalStack {
public:
  SignalStack() {
    stack_t Stack = {};
    Stack.ss_sp = Memory.data();
    Stack.ss_size = Memory.size();
    sigaltstack(&Stack, nullptr);
    for (const int Signal : {SIGSEGV, SIGBUS}) {
      struct sigaction Action = {};
      sigaction(Signal, nullptr, &Action);
      Action.sa_flags |= SA_ONSTACK; // CrashRecoveryContext leaves it out.
      sigaction(Signal, &Action, nullptr);
    }
  }
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;
  ~SignalStack() {
    stack_t None = {};
    None.ss_flags = SS_DISABLE;
    sigaltstack(&None, nullptr);
  }

private:
  static constexpr std::size_t Size = 64U << 10U;
  std::array<char, Size> Memory = {};
};

} // namespace

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

  if (!Invocation->getLangOpts().CPlusPlus20) {
    Errors.push_back(withoutPlace(
        "compiler-flags", "trait headers are C++20; the compiler flags ask for an older standard"));
    return nullptr;
  }

  forgetUnknownProcessors(*Invocation, *DriverDiagnostics);
  silence(*Invocation);
  Invocation->getDiagnosticOpts().ShowColors = Style == TextStyle::Coloured;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  // Many headers are read in one process.
  Invocation->getFrontendOpts().DisableFree = false;
  return Invocation;
}

bool runAction(clang::FrontendAction& Action,
               const std::shared_ptr<clang::CompilerInvocation>& Invocation,
               const std::string& Name, llvm::MemoryBufferRef Content,
               const compat::FileSystemPtr& Files, std::vector<Diagnostic>& Errors) {
  // Clang does not read it again: a pipe can be read only once.
  Invocation->getPreprocessorOpts().addRemappedFile(
      Name, llvm::MemoryBuffer::getMemBuffer(Content).release());
  DiagnosticCollector Collector(Invocation->getDiagnosticOpts(), Errors);
  const auto Instance = compat::makeInstance(Invocation, Collector, Files);
  // Clang would count the errors in a last line of its own for each header.
  Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
  Instance->ExecuteAction(Action);
  return !Instance->getDiagnostics().hasErrorOccurred();
}

void nameAsTheUserDid(clang::SourceManager& Sources, const HeaderName& Name) {
  if (Name.ForClang == Name.ForUser)
    return;
  // Works like `#line 1 "name"` in front of the header: the number is that of the line
  // behind the directive's.
  constexpr unsigned LineAfterFirst = 2;
  const clang::SourceLocation FileBegin = Sources.getLocForStartOfFile(Sources.getMainFileID());
  const auto NameId = static_cast<int>(Sources.getLineTableFilenameID(Name.ForUser));
  Sources.AddLineNote(FileBegin, LineAfterFirst, NameId, /*IsFileEntry=*/false,
                      /*IsFileExit=*/false, clang::SrcMgr::C_User);
}

Diagnostic crashOf(const HeaderName& Name) {
  const std::string Message = "Clang crashed while it read this header";
  return {.Where = Place{Name.ForUser},
          .Id = "clang-crash",
          .Message = Message,
          .Text = Name.ForUser + ": error: " + Message + "\n"};
}

bool runGuarded(llvm::function_ref<void()> Parse) {
  constexpr unsigned StackSize = 64U << 20U;
  bool IsDone = false;
  llvm::thread(std::optional(StackSize), [&] {
    llvm::CrashRecoveryContext::Enable();
    const SignalStack Second;
    IsDone = llvm::CrashRecoveryContext().RunSafely(Parse);
  }).join();
  return IsDone;
}

} // namespace async_trait_gen
