#include "emission/TraitText.h"

#include "emission/Spelling.h"

#include <algorithm>

namespace async_trait_gen {

TraitCode traitText(const TraitPlan& Plan) {
  const Spelling S(Plan);
  const bool HasDyn = !Plan.Definition->IsStaticOnly;
  const bool CallsDeprecated = std::ranges::any_of(Plan.Methods, &PlannedMethod::isDeprecated);
  TraitCode Code;
  requirementsSection(Plan, S, Code);
  std::swap(Code.Front, Code.Code);
  conceptSection(Plan, S, Code);
  if (model::hasDefaults(*Plan.Definition))
    defaultsSection(Plan, S, Code);
  viewSection(Plan, S, Code);
  if (CallsDeprecated)
    Code.Code += "// Whoever calls a deprecated method is warned, but not here.\n"
                 "#pragma GCC diagnostic push\n"
                 "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n\n";
  typesSection(Plan, S, Code);
  if (HasDyn)
    vtableSection(Plan, S, Code);
  if (CallsDeprecated)
    Code.Code += "#pragma GCC diagnostic pop\n\n";
  if (HasDyn)
    dynSection(Plan, S, Code);
  return Code;
}

} // namespace async_trait_gen
