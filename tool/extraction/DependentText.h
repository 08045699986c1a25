//===- DependentText.h - Traits as templates of their implementer -*- C++ -*-===//
//
// In: traits, and the recorded tokens. Out: the files that they stand in,
// rewritten so that Clang can parse the bodies of provided methods: each trait X
// is a template X__ of the implementer `Self__`, its associated types and
// constants are those of `Self__`, and what it inherits is declared in it. The types
// that its options name are used. The Dyn types, complete in the output, are of
// `Self__`, too. So all that depends on an implementer is accepted, and nothing
// else. A member that is named by way of a supertrait is X__'s, too. X itself is an
// empty class, and a concept X_is__ stands for it in bounds. Macros are expanded in the traits;
// every part of the text knows where it comes from.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/TokenStream.h"

#include "clang/AST/DeclCXX.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace async_trait_gen {

/// One rewritten file.
class DependentFile {
public:
  /// A part of the text with one origin; it ends where the next begins.
  struct Stretch {
    std::size_t Begin = 0;
    clang::SourceLocation Origin;
    bool IsCopy = false;              ///< Else all of it stands for the token at Origin.
    std::optional<std::size_t> Token; ///< The recorded token that it is.
  };

  explicit DependentFile(std::string TheName) : Name(std::move(TheName)) {}

  /// As Clang opened it.
  const std::string& name() const { return Name; }
  const std::string& text() const { return Text; }

  /// The stretch that has \p Offset.
  const Stretch& at(std::size_t Offset) const;

  /// Adds \p Added behind what is there; \p From says where it comes from.
  void append(llvm::StringRef Added, Stretch From);

private:
  std::string Name;
  std::string Text;
  std::vector<Stretch> Stretches;
};

/// The files of \p Traits, which are definitions, all with their text recorded.
/// \p DynNames are the names of Dyn types; \p BareTypes begin with the tokens that need a
/// `typename`.
std::vector<DependentFile> writeDependent(const std::vector<const clang::CXXRecordDecl*>& Traits,
                                          const std::set<std::string>& DynNames,
                                          const std::set<std::size_t>& BareTypes,
                                          const TokenStream& Tokens,
                                          const clang::SourceManager& Sources);

} // namespace async_trait_gen
