//===- ClangCompat.h - What differs between Clang's versions ----*- C++ -*-===//
//
// The one place that asks for LLVM's version. In: the same calls for each
// supported release. Out: the calls that the release has.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/Type.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Sema/ParsedAttr.h"
#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR >= 22
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Options/Options.h"
#elif LLVM_VERSION_MAJOR == 19
#include "clang/Driver/Options.h"
#include "clang/Frontend/Utils.h"
#else
#error "async-trait-gen is built with LLVM 22 or 19"
#endif

namespace async_trait_gen::compat {

using FileSystemPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;
using DiagnosticsPtr = llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>;

#if LLVM_VERSION_MAJOR >= 22

namespace options = clang::options;
using clang::getDriverOptTable;

/// \p Options must outlive the engine; \p Client is not owned by it.
inline DiagnosticsPtr makeDiagnostics(clang::DiagnosticOptions& Options,
                                      clang::DiagnosticConsumer& Client,
                                      const FileSystemPtr& Files) {
  return clang::CompilerInstance::createDiagnostics(*Files, Options, &Client,
                                                    /*ShouldOwnClient=*/false);
}

/// \p Options must outlive the printer.
inline clang::TextDiagnosticPrinter makePrinter(llvm::raw_ostream& Stream,
                                                clang::DiagnosticOptions& Options) {
  return clang::TextDiagnosticPrinter(Stream, Options);
}

/// The machine that \p Options describe; null after an error. They must outlive it.
inline llvm::IntrusiveRefCntPtr<clang::TargetInfo>
makeTarget(clang::DiagnosticsEngine& Diagnostics,
           const std::shared_ptr<clang::TargetOptions>& Options) {
  return clang::TargetInfo::CreateTargetInfo(Diagnostics, *Options);
}

/// The using-declaration by which \p Type has its name.
inline const clang::UsingShadowDecl& shadowOf(const clang::UsingType& Type) {
  return *Type.getDecl();
}

/// An instance over \p Files that reports to \p Client, which it does not own.
inline std::unique_ptr<clang::CompilerInstance>
makeInstance(std::shared_ptr<clang::CompilerInvocation> Invocation,
             clang::DiagnosticConsumer& Client, const FileSystemPtr& Files) {
  auto Instance = std::make_unique<clang::CompilerInstance>(std::move(Invocation));
  Instance->setVirtualFileSystem(Files);
  Instance->createDiagnostics(&Client, /*ShouldOwnClient=*/false);
  Instance->createFileManager();
  return Instance;
}

/// Where an attribute's argument that is a name stands.
inline clang::SourceLocation locationOf(const clang::IdentifierLoc& Name) { return Name.getLoc(); }

#else

inline clang::SourceLocation locationOf(const clang::IdentifierLoc& Name) { return Name.Loc; }

// Here options are reference-counted, so each holder gets a copy of its own.

namespace options = clang::driver::options;
using clang::driver::getDriverOptTable;

inline DiagnosticsPtr makeDiagnostics(clang::DiagnosticOptions& Options,
                                      clang::DiagnosticConsumer& Client, const FileSystemPtr&) {
  return clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions(Options), &Client,
                                                    /*ShouldOwnClient=*/false);
}

inline clang::TextDiagnosticPrinter makePrinter(llvm::raw_ostream& Stream,
                                                clang::DiagnosticOptions& Options) {
  return clang::TextDiagnosticPrinter(Stream, new clang::DiagnosticOptions(Options));
}

inline llvm::IntrusiveRefCntPtr<clang::TargetInfo>
makeTarget(clang::DiagnosticsEngine& Diagnostics,
           const std::shared_ptr<clang::TargetOptions>& Options) {
  return clang::TargetInfo::CreateTargetInfo(Diagnostics, Options);
}

inline const clang::UsingShadowDecl& shadowOf(const clang::UsingType& Type) {
  return *Type.getFoundDecl();
}

inline std::unique_ptr<clang::CompilerInstance>
makeInstance(std::shared_ptr<clang::CompilerInvocation> Invocation,
             clang::DiagnosticConsumer& Client, const FileSystemPtr& Files) {
  auto Instance = std::make_unique<clang::CompilerInstance>();
  Instance->setInvocation(std::move(Invocation));
  Instance->createDiagnostics(&Client, /*ShouldOwnClient=*/false);
  Instance->createFileManager(std::move(Files));
  return Instance;
}

#endif

} // namespace async_trait_gen::compat
