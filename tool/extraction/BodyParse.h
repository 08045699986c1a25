//===- BodyParse.h - The parse of provided methods' bodies ------*- C++ -*-===//
//
// In: traits of a finished parse, which skipped their bodies. Out: what only
// the AST of their methods can say. Parses the same header once more, in memory, with
// each trait rewritten as a template of its implementer (DependentText.h);
// mistakes in bodies, bounds and options are reported at their places in the original.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/References.h"
#include "extraction/TokenStream.h"

#include "clang/AST/DeclCXX.h"

#include <cstddef>
#include <set>
#include <vector>

namespace clang {
class CompilerInstance;
}

namespace async_trait_gen {

/// What is known of methods and their bodies, by the indices of recorded tokens.
struct BodyFacts {
  std::set<std::size_t> OwnNames;       ///< What names a declaration of the method itself.
  std::set<std::size_t> BehindArrow;    ///< Types behind an `->` that is no access to a member.
  std::set<std::size_t> AwaitedObjects; ///< The `(` of `(co_await x).name`.
  std::set<std::size_t> Copies;         ///< The `*` of `[*this]`.
  std::set<std::size_t> BareTypes; ///< Names that need `typename` where the trait is a template.
  std::set<std::size_t> BareTemplates; ///< The same with `template`.
  std::set<std::size_t> Coroutines;    ///< The `{` of bodies that are coroutines.
  std::set<std::size_t> Returning;     ///< The `{` of bodies with a `return`.
  std::vector<Need> Needs;             ///< What bodies and bounds name.
};

/// Whether any of \p Traits, or a supertrait, has a body, a bound, or an
/// option that names a type.
bool needBodies(const std::vector<const clang::CXXRecordDecl*>& Traits);

/// What the finished parse itself says: of all methods, without bodies.
BodyFacts readSignatures(clang::ASTContext& Context, const TokenStream& Tokens);

/// The same with the bodies of all traits, whatever file they are in. \p Compiler is at
/// the end of its parse; errors go to its diagnostics.
BodyFacts parseBodies(clang::CompilerInstance& Compiler, const TokenStream& Tokens);

} // namespace async_trait_gen
