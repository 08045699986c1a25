//===- Awaitable.h - Is this type a future? ---------------------*- C++ -*-===//
//
// In: the result type of a method, as written. Out: what awaiting it yields, if it is
// a specialisation of a class template that looks like a future: it can be awaited
// or is what a coroutine returns.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/ASTContext.h"
#include "clang/AST/TypeLoc.h"

#include <optional>
#include <string>

namespace async_trait_gen {

/// The template's first argument, as the source has it, or in full where another name
/// stands for the type. Nothing for any other type, generators included.
std::optional<std::string> awaitedResult(clang::TypeLoc Written, const clang::ASTContext& Context);

} // namespace async_trait_gen
