//===- Json.h - The model for other programs --------------------*- C++ -*-===//
//
// In: a model. Out: the same as JSON, with the names of the output beside those
// of the header, so that templates need not know the rules. README.md has the
// schema.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <string>

namespace async_trait_gen::model {

/// \p H as a document, indented and with a line break at its end; its members
/// have a fixed order, and bytes that are no UTF-8 are replaced. Allocates what it
/// returns.
std::string toJson(const Header& H);

} // namespace async_trait_gen::model
