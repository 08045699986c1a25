#include "emission/TraitPlan.h"

#include "emission/DistinctParameters.h"
#include "emission/Identifiers.h"
#include "emission/TextRendering.h"
#include "emission/Transplant.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace async_trait_gen {
namespace {

std::string namespaceOf(const model::Trait& Trait) {
  std::string Result = "::";
  for (const std::string& Name : Trait.Namespaces)
    Result += Name + "::";
  return Result;
}

void addName(std::vector<std::string>& Names, const std::string& Name) {
  if (std::ranges::find(Names, Name) == Names.end())
    Names.push_back(Name);
}

bool isDependent(const std::vector<model::Text>& Arguments) {
  return std::ranges::any_of(Arguments, [](const model::Text& Argument) {
    return std::ranges::find(Argument, model::Piece::Kind::Parameter, &model::Piece::What) !=
           Argument.end();
  });
}

bool sameText(const model::Text& A, const model::Text& B) {
  return std::ranges::equal(A, B, {}, &model::Piece::Spelling, &model::Piece::Spelling);
}

/// Collects the line of a trait: its supertraits depth first, each once.
class LineCollector {
public:
  explicit LineCollector(std::string TheNamespace) : Namespace(std::move(TheNamespace)) {}

  /// Appends \p Trait, whose parameters stand for \p Given, behind its supertraits. Returns the
  /// names of its associated types.
  std::vector<std::string> add(const model::Trait& Trait, std::vector<model::Text> Given) {
    const Transplant IntoTrait(argumentsFor(Trait, Given), isElsewhere(Trait));
    std::vector<std::string> Types;
    for (const model::Supertrait& Base : Trait.Supertraits) {
      std::vector<model::Text> Arguments = Base.Arguments;
      IntoTrait(Arguments);
      addDefaults(*Base.Definition, Arguments);
      for (const std::string& Type : add(*Base.Definition, std::move(Arguments)))
        addName(Types, Type);
    }
    for (const model::Member& Member : Trait.Members)
      if (const auto* Type = std::get_if<model::AssociatedType>(&Member))
        addName(Types, Type->Name);

    if (!isKnown(Trait, Given))
      Line.push_back({&Trait, namesOf(Trait), namespaceOf(Trait), std::move(Given), Types, {}, {}});
    return Types;
  }

  std::vector<Ancestor> finish() { return std::move(Line); }

private:
  bool isElsewhere(const model::Trait& Trait) const { return namespaceOf(Trait) != Namespace; }

  /// Completes \p Given, the arguments of \p Trait as they are written.
  void addDefaults(const model::Trait& Trait, std::vector<model::Text>& Given) const {
    for (std::size_t I = Given.size(); I < Trait.TemplateParameters.size(); ++I) {
      model::Text Default = Trait.TemplateParameters[I].Default;
      if (Trait.TemplateParameters[I].IsPack)
        return;
      Transplant(argumentsFor(Trait, Given), isElsewhere(Trait))(Default);
      Given.push_back(std::move(Default));
    }
  }

  // Extraction refuses two that are known to differ, so what depends on no parameter is the same,
  // however it is spelled.
  bool isKnown(const model::Trait& Trait, const std::vector<model::Text>& Given) const {
    return std::ranges::any_of(Line, [&](const Ancestor& Known) {
      return Known.Definition->Name == Trait.Name && Known.Namespace == namespaceOf(Trait) &&
             ((!isDependent(Known.Arguments) && !isDependent(Given)) ||
              std::ranges::equal(Known.Arguments, Given, sameText));
    });
  }

  std::string Namespace;
  std::vector<Ancestor> Line;
};

void nameFields(std::vector<Ancestor>& Line) {
  std::map<std::string, unsigned> Count;
  for (Ancestor& Base : Line) {
    if (&Base == &Line.back())
      continue;
    const std::string Name = model::toSnakeCase(Base.Definition->Name);
    const unsigned Number = ++Count[Name];
    const std::string Suffix = Number == 1 ? "" : std::to_string(Number);
    if (!Base.Definition->IsStaticOnly)
      Base.VtableField = Name + "_vtable" + Suffix;
    Base.ViewField = Name + "_view" + Suffix + "_";
  }
}

/// The identifiers of a type that has to be complete where a function with it is defined; none
/// where it depends on the implementer, and is only known then.
void addCompleteTypes(const model::Text& Type, const std::vector<PlannedAlias>& Aliases,
                      std::set<std::string>& Identifiers) {
  for (const model::Piece& Piece : Type)
    if (Piece.What == model::Piece::Kind::AssociatedType ||
        Piece.What == model::Piece::Kind::Parameter)
      return;
  addIdentifiers(Type, Identifiers);
  for (const model::Piece& Piece : Type)
    for (const PlannedAlias& Alias : Aliases)
      if (Piece.What == model::Piece::Kind::Alias && Piece.Spelling == Alias.Definition.Name)
        addCompleteTypes(Alias.Definition.Type, Aliases, Identifiers);
}

/// Which of \p Names the method's result and parameters name.
std::set<std::string> mentionedTypes(const model::Method& Method,
                                     const std::vector<PlannedAlias>& Aliases,
                                     const std::set<std::string>& Names) {
  std::set<std::string> Identifiers, Result;
  addCompleteTypes(Method.Result, Aliases, Identifiers);
  for (const model::Parameter& Parameter : Method.Parameters) {
    addCompleteTypes(Parameter.BeforeName, Aliases, Identifiers);
    addCompleteTypes(Parameter.AfterName, Aliases, Identifiers);
  }
  std::ranges::set_intersection(Identifiers, Names, std::inserter(Result, Result.end()));
  return Result;
}

/// Whether \p Type mentions, by value, a class that this header may never complete; those in
/// \p Completed it does.
bool keepLater(model::Text& Type, const std::set<std::string>& Completed) {
  bool Result = false;
  for (model::Piece& Piece : Type) {
    Piece.IsIncomplete &= !Completed.contains(Piece.Spelling);
    Result |= Piece.IsIncomplete;
  }
  return Result && isByValue(Type);
}

bool keepLater(model::Method& Method, const std::set<std::string>& Completed) {
  bool Result = keepLater(Method.Result, Completed);
  for (model::Parameter& Parameter : Method.Parameters)
    Result |= keepLater(Parameter.BeforeName, Completed);
  return Result;
}

/// Whether \p Text names an associated constant, itself or by one of \p Aliases.
bool needsConstants(const model::Text& Text, const std::vector<PlannedAlias>& Aliases) {
  return std::ranges::any_of(Text, [&](const model::Piece& Piece) {
    return Piece.What == model::Piece::Kind::Constant ||
           (Piece.What == model::Piece::Kind::Alias &&
            std::ranges::any_of(Aliases, [&](const PlannedAlias& Alias) {
              return Alias.NeedsConstants && Alias.Definition.Name == Piece.Spelling;
            }));
  });
}

bool needsConstants(const model::Method& Method, const std::vector<PlannedAlias>& Aliases) {
  const auto Needs = [&](const model::Text& Text) { return needsConstants(Text, Aliases); };
  return Needs(Method.Result) || Needs(Method.Noexcept) || Needs(Method.Requires) ||
         std::ranges::any_of(Method.Parameters, [&](const model::Parameter& Parameter) {
           return Needs(Parameter.BeforeName) || Needs(Parameter.AfterName);
         });
}

/// Whether a Dyn can evaluate \p Default: it has no associated functions, and its constants belong
/// to an object, which a lambda does not have.
bool isOfDyn(const model::Text& Default) {
  bool ReadsConstant = false, MayBeLambda = false;
  for (const model::Piece& Piece : Default) {
    if (Piece.What == model::Piece::Kind::StaticMember)
      return false;
    ReadsConstant |= Piece.What == model::Piece::Kind::Constant;
    MayBeLambda |= Piece.Spelling.find('[') != std::string::npos;
  }
  return !ReadsConstant || !MayBeLambda;
}

} // namespace

std::set<std::string> dynTypes(const model::Trait& Trait) {
  if (Trait.IsStaticOnly)
    return {};
  const model::TraitNames Names = namesOf(Trait);
  return {Names.Dyn, Names.Ref, Names.Shared};
}

bool TraitPlan::hasMethod(const std::string& Name) const {
  return std::ranges::any_of(
      Methods, [&](const PlannedMethod& Method) { return Method.Definition.Name == Name; });
}

bool TraitPlan::hasMethodOnDyn(const std::string& Name) const {
  return std::ranges::any_of(Methods, [&](const PlannedMethod& Method) {
    return Method.IsOnDyn && Method.Definition.Name == Name;
  });
}

bool PlannedMethod::isConst() const {
  return Definition.Self == model::Receiver::Const ||
         Definition.Self == model::Receiver::ConstLvalue;
}

bool PlannedMethod::isNoexcept() const {
  return Definition.Noexcept.size() == 1 && Definition.Noexcept.front().Spelling == "noexcept";
}

bool PlannedMethod::isStaticOnly() const {
  return Definition.IsStaticOnly || !Definition.TemplateParameters.empty() ||
         Definition.Self == model::Receiver::None || NeedsConstants;
}

PlannedMethod PlannedMethod::withDefaultsOfDyn() const {
  PlannedMethod Result = *this;
  std::vector<model::Parameter>& Parameters = Result.Definition.Parameters;
  const auto Last = std::find_if_not(
      Parameters.rbegin(), Parameters.rend(),
      [](const model::Parameter& Parameter) { return isOfDyn(Parameter.Default); });
  // Nor those in front of one that is missing.
  for (auto Each = Last; Each != Parameters.rend(); ++Each)
    Each->Default.clear();
  return Result;
}

bool PlannedMethod::isOfFutureTemplate() const {
  return Definition.IsAsync && Declarer->Definition->Future.has_value();
}

bool PlannedMethod::isDeprecated() const {
  return std::ranges::any_of(Definition.Attributes, [](const model::Text& Attribute) {
    return std::ranges::any_of(Attribute, [](const model::Piece& Piece) {
      return Piece.Spelling.find("deprecated") != std::string::npos;
    });
  });
}

TraitPlan planOf(const model::Trait& Original, const DynTypes& Dyns) {
  TraitPlan Plan;
  Plan.Definition = std::make_shared<const model::Trait>(withDistinctParameters(Original));
  const model::Trait& Trait = *Plan.Definition;
  Plan.Names = namesOf(Trait);
  Plan.Namespace = namespaceOf(Trait);
  Plan.FullName = Plan.Namespace.substr(2) + Trait.Name;

  Plan.Used.insert({"object_", "vtable_"}); // What generated classes hold.
  std::vector<model::Text> Own;
  for (const model::TemplateParameter& Parameter : Trait.TemplateParameters) {
    Plan.Used.insert(Parameter.Name);
    Own.push_back({{.What = model::Piece::Kind::Parameter,
                    .Spelling = Parameter.Name + (Parameter.IsPack ? "..." : ""),
                    .Qualifier = {}}});
  }
  LineCollector Collector(Plan.Namespace);
  Collector.add(Trait, std::move(Own));
  Plan.Line = Collector.finish();
  nameFields(Plan.Line);

  const bool HasDyn = !Trait.IsStaticOnly;
  for (const Ancestor& Declarer : Plan.Line) {
    const bool IsOwn = &Declarer == &Plan.Line.back();
    const bool InOwnVtable = HasDyn && Declarer.VtableField.empty();
    const Transplant Move(IsOwn ? Arguments()
                                : argumentsFor(*Declarer.Definition, Declarer.Arguments),
                          Declarer.Namespace != Plan.Namespace);
    addIdentifiers(*Declarer.Definition, Plan.Used);
    for (const model::Member& Member : Declarer.Definition->Members) {
      if (const auto* Type = std::get_if<model::AssociatedType>(&Member)) {
        const auto Known = std::ranges::find(
            Plan.Types, Type->Name, [](const PlannedType& T) { return T.Definition.Name; });
        if (Known != Plan.Types.end()) {
          Known->HasSeveralDeclarers = true;
          continue;
        }
        Move(Plan.Types.emplace_back(*Type, "", IsOwn, false).Definition);
      } else if (const auto* Alias = std::get_if<model::Alias>(&Member)) {
        Move(Plan.Aliases.emplace_back(*Alias, needsConstants(Alias->Type, Plan.Aliases), IsOwn)
                 .Definition);
      } else if (const auto* Constant = std::get_if<model::Constant>(&Member)) {
        Move(Plan.Constants.emplace_back(*Constant, &Declarer, InOwnVtable, IsOwn).Definition);
      } else {
        const auto& Method = std::get<model::Method>(Member);
        Move(Plan.Methods
                 .emplace_back(Method, namesOf(Method), &Declarer,
                               needsConstants(Method, Plan.Aliases), HasDyn, InOwnVtable, IsOwn,
                               false, false)
                 .Definition);
        PlannedMethod& Planned = Plan.Methods.back();
        Planned.IsOnDyn &= !Planned.isStaticOnly();
        Planned.IsInOwnVtable &= !Planned.isStaticOnly();
        const std::set<std::string> Mentioned =
            mentionedTypes(Planned.Definition, Plan.Aliases, Dyns.Incomplete);
        Planned.MentionsIncomplete = !Mentioned.empty();
        Plan.Awaited.insert(Mentioned.begin(), Mentioned.end());
        Planned.MentionsLater = keepLater(Planned.Definition, Dyns.All);
      }
    }
  }
  for (PlannedType& Type : Plan.Types) {
    Type.Parameter = freshName(Type.Definition.Name, Plan.Used);
    Plan.Used.insert(Type.Parameter);
  }
  return Plan;
}

} // namespace async_trait_gen
