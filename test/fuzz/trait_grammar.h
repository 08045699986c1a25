//===- trait_grammar.h - Trait headers out of bytes -------------*- C++ -*-===//
//
// In: any bytes. Out: a header of the trait language, most often a good one: names
// are declared before they are used, supertraits have their arguments. Where the
// bytes say so it has mistakes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace async_trait_gen::fuzz {

/// The same text for the same bytes; includes support.h and, now and then, base.trait.h.
std::string traitHeader(const std::uint8_t* Data, std::size_t Size);

} // namespace async_trait_gen::fuzz
