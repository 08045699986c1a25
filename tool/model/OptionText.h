//===- OptionText.h - What the options of a trait name ----------*- C++ -*-===//
//
// In: the value of `storage=` or `future=`, from an attribute or a configuration.
// Out: whether it can be one, and how generated code spells it. Pure functions.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace async_trait_gen::model {

/// Whether \p Text reads as the name of one type, `a::b<c>`, and as nothing else.
bool isTypeName(std::string_view Text);

/// Whether \p Text reads as the name of one template, without arguments.
bool isTemplateName(std::string_view Text);

/// \p Policy, of a `storage=`, where the runtime's own may stand without their
/// namespace: `heap` is `::async_trait::storage::heap`.
std::string qualifiedPolicy(const std::string& Policy);

/// Whether \p Name, with its namespaces, is of the runtime: generated headers
/// include that, and trait headers do not.
bool isOfRuntime(std::string_view Name);

} // namespace async_trait_gen::model
