//===- BareTypes.h - Where the output needs `typename` ----------*- C++ -*-===//
//
// In: a trait, in which an associated type is a class like any other. Out: the
// types of its members that are named inside of something that depends, in the
// output, on the implementer: `Items::value_type`, with `using Items =
// std::vector<Item>`. Of bodies, which are not parsed yet, it finds those that the
// class template itself declares.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/TokenStream.h"

#include "clang/AST/DeclCXX.h"

#include <set>

namespace async_trait_gen {

/// Adds the first token of each such type to \p Result.
void addBareTypes(const clang::CXXRecordDecl& Trait, const TokenStream& Tokens,
                  std::set<std::size_t>& Result);

} // namespace async_trait_gen
