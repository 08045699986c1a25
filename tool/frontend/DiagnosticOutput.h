//===- DiagnosticOutput.h - Which diagnostics are shown ---------*- C++ -*-===//
//
// In: Clang's diagnostics. Out: the same on another consumer, without those
// that would tell a user nothing new.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/Diagnostic.h"

#include <set>
#include <string>

namespace async_trait_gen {

/// Passes each diagnostic on once, with the notes that follow it: a header that
/// several trait headers include has its mistakes only once. The set of those
/// seen, and the consumer behind, are the caller's and outlive this.
class OnceConsumer : public clang::DiagnosticConsumer {
public:
  OnceConsumer(clang::DiagnosticConsumer& Target, std::set<std::string>& SeenBefore)
      : Next(Target), Seen(SeenBefore) {}

  void BeginSourceFile(const clang::LangOptions& Language,
                       const clang::Preprocessor* Preprocessor) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic& Info) override;

private:
  clang::DiagnosticConsumer& Next;
  std::set<std::string>& Seen;
  bool ShowsNotes = true;
};

/// Passes the driver's complaints on, but those about flags that start with
/// `-f` or `-m`: these are how another compiler is tuned, so they are ignored
/// like the ones that Clang has never heard of.
class FlagConsumer : public clang::DiagnosticConsumer {
public:
  explicit FlagConsumer(clang::DiagnosticConsumer& Target) : Next(Target) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic& Info) override;

private:
  clang::DiagnosticConsumer& Next;
};

} // namespace async_trait_gen
