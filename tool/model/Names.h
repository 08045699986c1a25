//===- Names.h - Every name of the output, from the model -------*- C++ -*-===//
//
// The one place that says how the names in a generated header follow from those
// in the trait header. Extraction checks them for collisions and emission
// writes them. Pure functions: they allocate only what they return.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <string>
#include <string_view>

namespace async_trait_gen::model {

/// `read_at` -> `ReadAt`; capitals that are there stay: `getURL` -> `GetURL`.
std::string toCamelCase(std::string_view Name);

/// `HTTPServer` -> `http_server`, `I2CBus` -> `i2c_bus`, as Rust's heck does it:
/// the last capital of a run begins a word when a small letter follows.
std::string toSnakeCase(std::string_view Name);

/// The names that a trait brings into its namespace.
struct TraitNames {
  std::string Concept;      ///< `AsyncIter`
  std::string Object;       ///< `AsyncIterObject`
  std::string Types;        ///< `AsyncIterTypes`
  std::string Aliases;      ///< `AsyncIterAliases`
  std::string Dyn;          ///< `DynAsyncIter`
  std::string Ref;          ///< `DynAsyncIterRef`
  std::string Shared;       ///< `DynAsyncIterShared`
  std::string Vtable;       ///< `DynAsyncIterVtable`
  std::string VtableObject; ///< `dyn_async_iter_vtable`
  std::string Defaults;     ///< `AsyncIterDefaults`
  std::string Impl;         ///< `AsyncIterImpl`
  std::string View;         ///< `as_async_iter`
  std::string ViewClass;    ///< `AsyncIterView`
  std::string Mock;         ///< `MockAsyncIter`, in a header of its own
  std::string Decorated;    ///< `AsyncIterDecorated`, likewise
};
TraitNames namesOf(const Trait& T);

/// The names that a method brings beside its own.
struct MethodNames {
  std::string Future;      ///< `Next`, `Next2`; of async methods only
  std::string VtableField; ///< `next_fn`, `next_fn2`
  std::string Wrapper;     ///< `next_wrapper`, `next_wrapper2`
};
/// The future of a method that is in CamelCase itself, `Next`, is `NextFuture`.
/// The vtable's own `drop_fn` counts as the first of its name, so a method
/// `drop` has `drop_fn2`.
MethodNames namesOf(const Method& M);

/// `x.h` for `x.trait.h`, with or without directories; empty for what is not named
/// like a trait header.
std::string generatedName(std::string_view TraitHeader);

/// Whether the trait itself has a provided method or a constant's default.
bool hasOwnDefaults(const Trait& T);

/// Whether it or a supertrait has an alias template: whether there is a `XAliases`.
bool hasAliasTemplates(const Trait& T);

/// As hasOwnDefaults, with those of its supertraits: whether there is a `XDefaults`.
bool hasDefaults(const Trait& T);

} // namespace async_trait_gen::model
