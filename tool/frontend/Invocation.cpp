#include "frontend/Invocation.h"
#include "frontend/DiagnosticOutput.h"

#include "clang/Frontend/Utils.h"
#include "llvm/Support/CrashRecoveryContext.h"

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

  forgetUnknownProcessors(*Invocation, *DriverDiagnostics);
  silence(*Invocation);
  Invocation->getDiagnosticOpts().ShowColors = Style == TextStyle::Coloured;
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  // Many headers are read in one process.
  Invocation->getFrontendOpts().DisableFree = false;
  return Invocation;
}

bool runGuarded(llvm::function_ref<void()> Parse) {
  constexpr unsigned StackSize = 64U << 20U;
  llvm::CrashRecoveryContext::Enable();
  return llvm::CrashRecoveryContext().RunSafelyOnThread(Parse, StackSize);
}

} // namespace async_trait_gen
