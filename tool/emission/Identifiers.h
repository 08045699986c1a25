//===- Identifiers.h - The names that text mentions -------------*- C++ -*-===//
//
// In: text of the model. Out: every identifier in it that is looked up from the
// inside out, so that names which are invented, or come from another trait, can
// keep clear of them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <set>
#include <string>

namespace async_trait_gen {

/// Adds the identifiers of \p Text to \p Names, but for members behind `.`, `->` or `::`, and for
/// its trait's template parameters: these become something else where the text is inherited.
void addIdentifiers(const model::Text& Text, std::set<std::string>& Names);

/// The same of all that \p Trait itself says, with the names of its members and their futures.
void addIdentifiers(const model::Trait& Trait, std::set<std::string>& Names);

/// `T`, `T_`, `T_2` and so on, whichever is not \p Used: two underscores in a row are not ours.
std::string freshName(const std::string& Wanted, const std::set<std::string>& Used);

} // namespace async_trait_gen
