//===- SingleParse.h - One parse for one header -----------------*- C++ -*-===//
//
// In: a header and its flags. Out: what the parse of it alone gives.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/ClangCompat.h"
#include "frontend/FrontEnd.h"
#include "frontend/HeaderConfigs.h"

#include "llvm/Support/MemoryBufferRef.h"

#include <optional>
#include <string>
#include <vector>

namespace async_trait_gen {

/// Parses the header \p Name, which has \p Content, in \p Directory, with \p Flags, for
/// \p Outputs. \p Files is in that directory. The dependencies are without the
/// configurations. Where \p Cache names a directory, the parse of the standard headers in
/// front is taken from there (Preamble.h), which makes no difference to the result.
ParsedHeader parseAlone(const HeaderName& Name, llvm::MemoryBufferRef Content,
                        HeaderConfigs& Configs, const compat::FileSystemPtr& Files,
                        const std::string& Directory, const std::vector<std::string>& Flags,
                        TextStyle Style, const std::vector<OutputKind>& Outputs,
                        const std::optional<std::string>& Cache);

} // namespace async_trait_gen
