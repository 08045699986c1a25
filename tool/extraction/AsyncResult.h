//===- AsyncResult.h - Is this type async<R>? -------------------*- C++ -*-===//
//
// In: a type, as the AST has it. Out: whether it is a specialisation of
// `async_trait::async`, which R it has, and where the source says so.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/TypeLoc.h"

#include <optional>

namespace async_trait_gen {

/// Whether \p Template is `async_trait::async`.
bool isAsyncTemplate(const clang::TemplateDecl* Template);

/// R, when \p Type is `async<R>`, however it is spelled.
std::optional<clang::QualType> asyncResult(clang::QualType Type);

/// The `async<R>` that is written as \p Where; null when another name stands for
/// it.
clang::TemplateSpecializationTypeLoc writtenAsync(clang::TypeLoc Where);

} // namespace async_trait_gen
