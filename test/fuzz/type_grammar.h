//===- type_grammar.h - Types and template heads out of bytes ---*- C++ -*-===//
#pragma once

#include "bytes.h"
#include "scope.h"

#include <string>
#include <vector>

namespace async_trait_gen::fuzz {

/// What goes between two tokens: now and then a comment, a line end or a continuation.
std::string gap(Bytes& From);

/// An object type that can be a template's argument, of names in \p Names.
std::string objectType(Bytes& From, const Scope& Names, unsigned Depth = 2);

/// What a method can return: objects, references, nothing.
std::string resultType(Bytes& From, const Scope& Names);

/// One of a method's parameters with the name \p Name; it has none where that is empty.
std::string parameter(Bytes& From, const Scope& Names, const std::string& Name);

/// A number that is known when it is compiled.
std::string constant(Bytes& From, const Scope& Names);

/// `template <...>`, perhaps with constraints, and its parameters, whose names begin with
/// \p Start. A pack goes last.
struct TemplateHead {
  std::string Text;
  std::vector<Parameter> Parameters;
};
TemplateHead templateHead(Bytes& From, const std::string& Start);

/// Makes \p Names know the parameters.
void declare(Scope& Names, const std::vector<Parameter>& Parameters);

/// Arguments for \p Parameters, in angle brackets where there are any.
std::string arguments(Bytes& From, const Scope& Names, const std::vector<Parameter>& Parameters);

} // namespace async_trait_gen::fuzz
