//===- FileDeclarations.h - What a file adds to namespaces ------*- C++ -*-===//
//
// In: a file of a finished parse. Out: the names that it declares in namespaces,
// and whether it changes what others mean that use none of these names.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/ParsedUnit.h"

#include "llvm/ADT/StringRef.h"

#include <utility>
#include <vector>

namespace async_trait_gen {

struct FileDeclarations {
  /// The keywords of C++ aside, whatever is found by a name, and in which namespace.
  std::vector<std::pair<llvm::StringRef, const clang::DeclContext*>> Names;
  /// Namespaces and classes without a body: several files may declare one, and
  /// then it makes no difference to one of them that another does.
  std::vector<std::pair<llvm::StringRef, const clang::Decl*>> Common;
  /// It has a `using namespace`, declares what \p Standard files declare, or has an
  /// operator, a specialisation or the like for what is not its own.
  bool ReachesOut = false;
};

FileDeclarations declarationsOf(const ParsedUnit& Unit, clang::FileID File,
                                const FileSet& Standard);

} // namespace async_trait_gen
