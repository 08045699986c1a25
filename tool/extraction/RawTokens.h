//===- RawTokens.h - The tokens of a text that is no file -------*- C++ -*-===//
//
// In: characters, such as those of a bound's string literal. Out: their tokens.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace async_trait_gen {

/// Calls \p Visit with each token of \p Source and its characters; the tokens'
/// locations mean nothing.
void forEachToken(llvm::StringRef Source, const clang::LangOptions& Language,
                  llvm::function_ref<void(const clang::Token&, llvm::StringRef)> Visit);

/// Whether every bracket in \p Source has its partner and every token an end.
bool hasMatchingBrackets(llvm::StringRef Source, const clang::LangOptions& Language);

} // namespace async_trait_gen
