//===- QualifiedMember.h - A trait's members by their full name -*- C++ -*-===//
//
// In: a place among the tokens of a trait. Out: the member that is named there
// by way of the trait itself or of a supertrait: `A::limit`, `typename
// Store<K>::Value`. The output has no such class, and needs none: there, too, the
// trait's members and those that it inherits are all in one place.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/NameLookup.h"
#include "extraction/TokenStream.h"

#include <optional>

namespace async_trait_gen {

struct QualifiedMember {
  std::size_t Trait = 0;  ///< The token that names the trait.
  std::size_t Member = 0; ///< The token that names the member.
};

/// The qualified name that begins at \p Index, if it is one of a member; no
/// method is, unless it is called.
std::optional<QualifiedMember> qualifiedMemberAt(std::size_t Index, const TokenStream& Tokens,
                                                 const NameLookup& Names);

} // namespace async_trait_gen
