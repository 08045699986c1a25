#include "emission/Section.h"

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

void Section::comment(const model::Comment& Lines) {
  for (const std::string& Line : Lines)
    Code.Code += Line + "\n";
}

} // namespace async_trait_gen
