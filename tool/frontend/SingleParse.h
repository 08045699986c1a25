//===- SingleParse.h - One parse for one header -----------------*- C++ -*-===//
//
// In: a header and its flags. Out: what the parse of it alone gives.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/ClangCompat.h"
#include "frontend/FrontEnd.h"
#include "frontend/HeaderConfigs.h"

#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <string>
#include <vector>

namespace async_trait_gen {

/// Parses the header \p Name, which has \p Content, in \p Directory, with \p Flags, for
/// \p Outputs. \p Files is in that directory. The dependencies are without the
/// configurations.
ParsedHeader parseAlone(const HeaderName& Name, std::unique_ptr<llvm::MemoryBuffer> Content,
                        HeaderConfigs& Configs, const compat::FileSystemPtr& Files,
                        const std::string& Directory, const std::vector<std::string>& Flags,
                        TextStyle Style, const std::vector<OutputKind>& Outputs);

} // namespace async_trait_gen
