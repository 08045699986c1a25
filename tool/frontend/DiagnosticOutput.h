//===- DiagnosticOutput.h - Clang's diagnostics as plain data ---*- C++ -*-===//
//
// In: Clang's diagnostics. Out: the errors among them, with their notes and
// fix-its, as plain data that outlives Clang.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "output/Diagnostic.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// Keeps errors; what they look like is up to Clang's own printer.
class DiagnosticCollector : public clang::DiagnosticConsumer {
public:
  /// Puts them at the end of \p Target; this and \p Style outlive the collector.
  DiagnosticCollector(clang::DiagnosticOptions& Style, std::vector<Diagnostic>& Target);

  void BeginSourceFile(const clang::LangOptions& TheLanguage,
                       const clang::Preprocessor* Preprocessor) override;
  void EndSourceFile() override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic& Info) override;

private:
  std::string Printed;
  llvm::raw_string_ostream Stream;
  clang::TextDiagnosticPrinter Printer;
  clang::LangOptions Language;
  std::vector<Diagnostic>& Collected;
  bool KeepsNotes = false;
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
