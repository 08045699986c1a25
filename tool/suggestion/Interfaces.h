//===- Interfaces.h - Which classes would be traits -------------*- C++ -*-===//
//
// In: a finished parse and one of its files. Out: the classes in it that are interfaces
// with async methods, as they are written without traits.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// The classes that become traits.
using Interfaces = std::vector<const clang::CXXRecordDecl*>;

/// The R of the method \p D that returns a future of R, or nothing.
std::optional<std::string> asyncResultOf(const clang::CXXMethodDecl& D);

/// The definition of \p Class, or of the class template that it is an instance of; null where
/// there is none.
const clang::CXXRecordDecl* definitionOf(const clang::CXXRecordDecl* Class);

/// The same for what \p Base names; null where that is a parameter.
const clang::CXXRecordDecl* definitionOf(const clang::CXXBaseSpecifier& Base);

/// Whether \p D overrides a method, also one of a base that only an instance knows.
bool isOverride(const clang::CXXMethodDecl& D);

/// In the order of the file: the classes of named namespaces that introduce a public
/// virtual method with a future as its result, and the bases that these have in the same
/// file, if one of their methods is pure.
Interfaces findInterfaces(const clang::ASTContext& Context, clang::FileID File);

} // namespace async_trait_gen
