//===- Invocation.h - From flags to Clang's own options ---------*- C++ -*-===//
//
// In: a driver's command line. Out: what Clang is to do with a header, and a way
// to do it that survives Clang's crashes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/ClangCompat.h"
#include "frontend/FrontEnd.h"
#include "frontend/HeaderName.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <memory>
#include <string>
#include <vector>

namespace async_trait_gen {

/// Clang's frontend options for the driver's \p Arguments, or nothing after an
/// error, which is then in \p Errors.
std::shared_ptr<clang::CompilerInvocation> makeInvocation(const std::vector<std::string>& Arguments,
                                                          const compat::FileSystemPtr& Files,
                                                          TextStyle Style,
                                                          std::vector<Diagnostic>& Errors);

/// Has Clang do \p Action with \p Content as the file \p Name. Returns whether there was no
/// error; those that there were are in \p Errors.
bool runAction(clang::FrontendAction& Action,
               const std::shared_ptr<clang::CompilerInvocation>& Invocation,
               const std::string& Name, llvm::MemoryBufferRef Content,
               const compat::FileSystemPtr& Files, std::vector<Diagnostic>& Errors);

/// Has diagnostics name the main file of \p Sources as the user did.
void nameAsTheUserDid(clang::SourceManager& Sources, const HeaderName& Name);

/// The error of a header that Clang did not survive.
Diagnostic crashOf(const HeaderName& Name);

/// Everything that a parse opens, the system's headers included.
class AllDependencies : public clang::DependencyCollector {
  bool needSystemDependencies() override { return true; }
};

/// Runs \p Parse where a crash of Clang is survived, on a stack that deeply
/// nested code does not exhaust. Returns whether it did not crash.
bool runGuarded(llvm::function_ref<void()> Parse);

} // namespace async_trait_gen
