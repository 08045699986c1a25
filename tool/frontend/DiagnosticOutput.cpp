#include "frontend/DiagnosticOutput.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"

namespace async_trait_gen {
namespace {

std::string textWithPlace(const clang::Diagnostic& Info) {
  llvm::SmallString<256> Message;
  Info.FormatDiagnostic(Message);
  std::string Place;
  if (Info.hasSourceManager() && Info.getLocation().isValid())
    Place = Info.getLocation().printToString(Info.getSourceManager());
  return Place + ": " + Message.str().str();
}

bool tunesAnotherCompiler(llvm::StringRef Flag) {
  return Flag.starts_with("-f") || Flag.starts_with("-m");
}

bool isAboutTuning(const clang::Diagnostic& Info) {
  for (unsigned Index = 0; Index < Info.getNumArgs(); ++Index) {
    const auto Kind = Info.getArgKind(Index);
    if (Kind == clang::DiagnosticsEngine::ak_std_string &&
        tunesAnotherCompiler(Info.getArgStdStr(Index)))
      return true;
    if (Kind == clang::DiagnosticsEngine::ak_c_string &&
        tunesAnotherCompiler(Info.getArgCStr(Index)))
      return true;
  }
  return false;
}

} // namespace

void OnceConsumer::BeginSourceFile(const clang::LangOptions& Language,
                                   const clang::Preprocessor* Preprocessor) {
  Next.BeginSourceFile(Language, Preprocessor);
}

void OnceConsumer::EndSourceFile() { Next.EndSourceFile(); }

void OnceConsumer::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                    const clang::Diagnostic& Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level != clang::DiagnosticsEngine::Note)
    ShowsNotes = Seen.insert(textWithPlace(Info)).second;
  if (ShowsNotes)
    Next.HandleDiagnostic(Level, Info);
}

void FlagConsumer::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                    const clang::Diagnostic& Info) {
  if (Level < clang::DiagnosticsEngine::Error || isAboutTuning(Info))
    return;
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  Next.HandleDiagnostic(Level, Info);
}

} // namespace async_trait_gen
