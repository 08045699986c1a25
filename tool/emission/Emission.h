//===- Emission.h - From the model to generated headers ---------*- C++ -*-===//
//
// In: a model, from extraction or made by hand. Out: the text of the generated
// header, its mocks or its decorators. No Clang AST is involved, and nothing can fail.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <string>

namespace async_trait_gen {

/// The whole generated header: the same text for the same model, with the line
/// ends of the trait header. Pure; safe on many threads at once.
std::string emitHeader(const model::Header& Header);

/// The header with a Google Mock class for each trait; it includes the generated header,
/// which lies next to it. Precondition: the trait header's name ends like one. As above.
std::string emitMocks(const model::Header& Header);

/// The header with a decorated implementer for each trait; it includes the generated header.
/// Precondition and all else as above.
std::string emitDecorators(const model::Header& Header);

} // namespace async_trait_gen
