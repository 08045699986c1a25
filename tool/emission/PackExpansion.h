//===- PackExpansion.h - A pack written out ---------------------*- C++ -*-===//
//
// In: text that expands a supertrait's parameter pack, and the list that the
// pack stands for. Out: the same text for each element of the list.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

#include <set>
#include <string>
#include <vector>

namespace async_trait_gen {

/// A list that stands for a pack. Each element becomes a template parameter of its own, whose name
/// no header can spell: what it is comes in its place later, with all the others.
class PackExpansion {
public:
  PackExpansion(std::string ThePack, const std::vector<model::Text>& List);

  /// The names of the elements, and what each is: of `Us...` it is `Us`.
  struct Element {
    std::string Name;
    model::Text Pattern;
    bool IsExpansion; ///< Whether it stands for any number itself.
  };
  const std::vector<Element>& elements() const { return Elements; }

  /// \p Text with all that expands the pack, or one of the function parameters \p Packs, written
  /// out: `f<Ts>()...`, `sizeof...(Ts)`, `(ts && ...)`. The parameters are numbered then.
  model::Text written(const model::Text& Text, const std::set<std::string>& Packs = {}) const;
  /// A list whose elements may be expansions.
  std::vector<model::Text> written(const std::vector<model::Text>& List) const;
  /// A function's parameters.
  std::vector<model::Parameter> written(const std::vector<model::Parameter>& Parameters) const;
  /// Whether \p Parameter is a pack that becomes one parameter for each element.
  bool expands(const model::Parameter& Parameter) const;

private:
  class Writer;
  std::string numbered(const std::string& Parameter, std::size_t Index) const;
  bool namesPack(const model::Text& Text) const;

  std::string Pack;
  std::vector<Element> Elements;
};

} // namespace async_trait_gen
