//===- SuggestionParse.h - One parse for one suggestion ---------*- C++ -*-===//
//
// In: a header with virtual interfaces and its flags. Out: the trait header that could
// take its place.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/ClangCompat.h"
#include "frontend/FrontEnd.h"
#include "frontend/HeaderName.h"

#include "llvm/Support/MemoryBufferRef.h"

#include <string>
#include <vector>

namespace async_trait_gen {

/// Parses the header \p Name, which has \p Content, in \p Directory, where \p Files is, with
/// \p Flags.
SuggestedHeader suggestFor(const HeaderName& Name, llvm::MemoryBufferRef Content,
                           const compat::FileSystemPtr& Files, const std::string& Directory,
                           const std::vector<std::string>& Flags, TextStyle Style);

} // namespace async_trait_gen
