//===- Diagnostics.h - Mistakes as Clang's diagnostics ----------*- C++ -*-===//
//
// In: which mistake, and where. Out: one of Clang's diagnostics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/Messages.h"

#include "clang/Basic/Diagnostic.h"

namespace async_trait_gen {

/// Clang's own number for \p What in \p Engine; registers it when it is new.
unsigned diagnosticId(clang::DiagnosticsEngine& Engine, Message What);

/// Starts a report; arguments and fix-its are streamed into the result.
inline clang::DiagnosticBuilder report(clang::DiagnosticsEngine& Engine,
                                       clang::SourceLocation Where, Message What) {
  return Engine.Report(Where, diagnosticId(Engine, What));
}

} // namespace async_trait_gen
