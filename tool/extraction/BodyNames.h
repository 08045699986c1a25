//===- BodyNames.h - What a function body declares by itself ----*- C++ -*-===//
//
// In: the tokens of a provided method's body. Out: for each token, whether a
// local declaration gives its name, and whether the body is a coroutine. The
// body is not parsed, because its types are not known before there is an
// implementer; declarations are recognised by the tokens around them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "extraction/TokenStream.h"

#include <set>

namespace async_trait_gen {

/// The indices in \p Body of identifiers that name something which the body
/// declares itself: its declaration and every use in its scope.
std::set<std::size_t> localUses(const TokenStream& Tokens, TokenRange Body);

/// Whether \p Body has a `co_await`, `co_yield` or `co_return` outside of its
/// lambdas.
bool isCoroutine(const TokenStream& Tokens, TokenRange Body);

} // namespace async_trait_gen
