//===- DiagnosticReport.h - Diagnostics as text, JSON or SARIF --*- C++ -*-===//
//
// In: the diagnostics of a call, in their order. Out: what standard error says.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "options/Options.h"
#include "output/Diagnostic.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// All of \p Diagnostics, each once: a file that several headers include has its
/// mistakes only once. JSON and SARIF make a document without any, too; bytes
/// that are no UTF-8 are replaced in them. Allocates what it returns.
std::string reportText(const std::vector<Diagnostic>& Diagnostics, DiagnosticsFormat Format);

} // namespace async_trait_gen
