//===- TemplateName.h - What a template's name says -------------*- C++ -*-===//
//
// In: the path of a user's template. Out: what its outputs are called, and what
// language they are in. Looks at no file.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <optional>
#include <string>

namespace async_trait_gen {

/// What comes behind `NAME` for the template at \p Path: `.html` for
/// `page.html.mustache`, `.log.h` for `wrapper.log.h.mustache`; nothing for one that
/// is not named like these.
std::optional<std::string> templateOutputEnding(const std::string& Path);

/// Whether the template at \p Path, with `.mustache` behind or not, makes HTML or
/// XML, where some characters need another spelling.
bool makesMarkup(const std::string& Path);

} // namespace async_trait_gen
