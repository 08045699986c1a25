#include "emission/Section.h"

#include <algorithm>

namespace async_trait_gen {

void Section::put(const FunctionText& Function, const ClassText& Class, const PlannedMethod& For) {
  if (!For.MentionsIncomplete) {
    Code.Code += definition(Function);
    return;
  }
  Code.Code += declaration(Function);
  Code.Behind += outsideDefinition(Function, Class);
}

void Section::aliased(const PlannedAlias& Alias, const Scope& In) {
  put("$head using $name$attributes = $type;\n",
      {{"head", S.aliasHead(Alias, In)},
       {"name", Alias.Definition.Name},
       {"attributes", render(Alias.Definition.Attributes, In)},
       {"type", render(Alias.Definition.Type, In)}});
}

bool Section::callsDeprecated() const {
  return std::ranges::any_of(Plan.Methods, &PlannedMethod::isDeprecated);
}

void Section::beginCalls() {
  if (callsDeprecated())
    Code.Code += "// Whoever calls a deprecated method is warned, but not here.\n"
                 "#pragma GCC diagnostic push\n"
                 "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n\n";
}

void Section::endCalls() {
  if (callsDeprecated())
    Code.Code += "#pragma GCC diagnostic pop\n\n";
}

void Section::comment(const model::Comment& Lines) {
  for (const std::string& Line : Lines)
    Code.Code += Line + "\n";
}

} // namespace async_trait_gen
