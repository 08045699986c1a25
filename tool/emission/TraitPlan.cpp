#include "emission/TraitPlan.h"

#include "emission/PackExpansion.h"
#include "emission/TextRendering.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>

namespace async_trait_gen {
namespace {

/// What stands for a supertrait's template parameters: for one the text, for its pack a list.
struct Arguments {
  std::map<std::string, model::Text> Single;
  std::optional<PackExpansion> Pack;
};

std::string namespaceOf(const model::Trait& Trait) {
  std::string Result = "::";
  for (const std::string& Name : Trait.Namespaces)
    Result += Name + "::";
  return Result;
}

/// Moves text from a supertrait into the trait: its parameters become their
/// arguments, and what its namespace declares is found from here.
class Transplant {
public:
  Transplant(Arguments TheArguments, bool FromOtherNamespace)
      : Args(std::move(TheArguments)), OtherNamespace(FromOtherNamespace) {
    if (Args.Pack)
      for (const PackExpansion::Element& Element : Args.Pack->elements())
        Args.Single.emplace(Element.Name, Element.Pattern);
  }

  /// A list of template arguments.
  void operator()(std::vector<model::Text>& List) const {
    if (Args.Pack)
      List = Args.Pack->written(List);
    for (model::Text& Text : List)
      substitute(Text);
  }
  void operator()(model::AssociatedType& Type) const {
    for (model::Text& Bound : Type.Bounds)
      move(Bound);
  }
  void operator()(model::Alias& Alias) const {
    move(Alias.TemplateParameters);
    move(Alias.Type);
  }
  void operator()(model::Constant& Constant) const {
    move(Constant.Type);
    if (Constant.Default)
      move(*Constant.Default);
  }
  void operator()(model::Method& Method) const {
    std::set<std::string> Packs;
    for (const model::Parameter& Parameter : Method.Parameters)
      if (Parameter.IsPack)
        Packs.insert(Parameter.Name);
    // A generic method may have packs of its own.
    for (const model::TemplateParameter& Parameter : Method.TemplateParameters)
      if (Parameter.IsPack)
        Packs.clear();
    if (Args.Pack)
      Method.Parameters = Args.Pack->written(Method.Parameters);
    for (model::Parameter& Parameter : Method.Parameters) {
      substitute(Parameter.BeforeName);
      substitute(Parameter.AfterName);
      substitute(Parameter.Default);
    }
    for (model::Text& Attribute : Method.Attributes)
      move(Attribute);
    move(Method.Result);
    move(Method.Noexcept, Packs);
    move(Method.TemplateParameters);
    move(Method.HeadRequires);
    move(Method.Requires, Packs);
    if (Method.Body)
      move(*Method.Body, Packs);
  }

private:
  void move(model::Text& Text, const std::set<std::string>& ParameterPacks = {}) const {
    if (Args.Pack)
      Text = Args.Pack->written(Text, ParameterPacks);
    substitute(Text);
  }
  void move(std::vector<model::TemplateParameter>& Parameters) const {
    for (model::TemplateParameter& Parameter : Parameters) {
      move(Parameter.Declaration);
      move(Parameter.Constraint);
      move(Parameter.Default);
    }
  }

  void substitute(model::Text& Text) const {
    model::Text Result;
    for (model::Piece& Piece : Text) {
      const auto Found = Piece.What == model::Piece::Kind::Parameter
                             ? Args.Single.find(Piece.Spelling)
                             : Args.Single.end();
      if (Found != Args.Single.end())
        Result.insert(Result.end(), Found->second.begin(), Found->second.end());
      else if (Piece.What == model::Piece::Kind::Outer && OtherNamespace)
        Result.push_back({.Spelling = Piece.Qualifier + Piece.Spelling, .Qualifier = {}});
      else
        Result.push_back(std::move(Piece));
    }
    Text = std::move(Result);
  }

  Arguments Args;
  bool OtherNamespace;
};

Arguments argumentsFor(const model::Trait& Trait, const std::vector<model::Text>& Given) {
  Arguments Result;
  for (std::size_t I = 0; I < Trait.TemplateParameters.size(); ++I) {
    const model::TemplateParameter& Parameter = Trait.TemplateParameters[I];
    if (Parameter.IsPack)
      Result.Pack.emplace(
          Parameter.Name,
          std::vector<model::Text>(
              Given.begin() + static_cast<std::ptrdiff_t>(std::min(I, Given.size())), Given.end()));
    else
      Result.Single.emplace(Parameter.Name, I < Given.size() ? Given[I] : Parameter.Default);
  }
  return Result;
}

void addName(std::vector<std::string>& Names, const std::string& Name) {
  if (std::ranges::find(Names, Name) == Names.end())
    Names.push_back(Name);
}

bool sameText(const model::Text& A, const model::Text& B) {
  return std::ranges::equal(A, B, {}, &model::Piece::Spelling, &model::Piece::Spelling);
}

/// Appends the line of \p Trait, whose parameters stand for \p Given.
void addLine(const model::Trait& Trait, std::vector<model::Text> Given, std::vector<Ancestor>& Line,
             std::vector<std::string>& Types) {
  const Transplant IntoTrait(argumentsFor(Trait, Given), false);
  std::vector<std::string> OwnTypes;
  for (const model::Supertrait& Base : Trait.Supertraits) {
    std::vector<model::Text> BaseArguments = Base.Arguments;
    IntoTrait(BaseArguments);
    addLine(*Base.Definition, std::move(BaseArguments), Line, OwnTypes);
  }
  for (const model::Member& Member : Trait.Members)
    if (const auto* Type = std::get_if<model::AssociatedType>(&Member))
      addName(OwnTypes, Type->Name);
  for (const std::string& Type : OwnTypes)
    addName(Types, Type);

  const bool IsKnown = std::ranges::any_of(Line, [&](const Ancestor& Known) {
    return Known.Definition->Name == Trait.Name && Known.Namespace == namespaceOf(Trait) &&
           std::ranges::equal(Known.Arguments, Given, sameText);
  });
  if (!IsKnown)
    Line.push_back({&Trait, namesOf(Trait), namespaceOf(Trait), std::move(Given),
                    std::move(OwnTypes), std::string()});
}

void nameVtableFields(std::vector<Ancestor>& Line) {
  std::map<std::string, unsigned> Count;
  for (Ancestor& Base : Line) {
    if (Base.Definition->IsStaticOnly || &Base == &Line.back())
      continue;
    const std::string Field = model::toSnakeCase(Base.Definition->Name) + "_vtable";
    const unsigned Number = ++Count[Field];
    Base.VtableField = Number == 1 ? Field : Field + std::to_string(Number);
  }
}

void addIdentifiers(std::string_view Text, std::set<std::string>& Used) {
  const auto IsPart = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) != 0 || C == '_';
  };
  for (auto At = Text.begin(); At != Text.end();) {
    const auto Start = std::find_if(At, Text.end(), IsPart);
    At = std::find_if_not(Start, Text.end(), IsPart);
    if (Start != At)
      Used.emplace(Start, At);
  }
}

void addIdentifiers(const model::Text& Text, std::set<std::string>& Used) {
  for (const model::Piece& Piece : Text)
    addIdentifiers(Piece.Spelling, Used);
}

void addIdentifiers(const model::Method& Method, std::set<std::string>& Used) {
  Used.insert(Method.Name);
  if (Method.IsAsync)
    Used.insert(model::namesOf(Method).Future);
  addIdentifiers(Method.Result, Used);
  addIdentifiers(Method.Noexcept, Used);
  addIdentifiers(Method.Requires, Used);
  addIdentifiers(Method.HeadRequires, Used);
  for (const model::Parameter& Parameter : Method.Parameters) {
    Used.insert(Parameter.Name);
    addIdentifiers(Parameter.BeforeName, Used);
    addIdentifiers(Parameter.AfterName, Used);
    addIdentifiers(Parameter.Default, Used);
  }
  for (const model::TemplateParameter& Parameter : Method.TemplateParameters)
    addIdentifiers(Parameter.Declaration, Used);
  if (Method.Body)
    addIdentifiers(*Method.Body, Used);
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
  const TraitPlan Plan = planOf(Trait, {});
  if (Trait.IsStaticOnly)
    return {};
  return {Plan.Names.Dyn, Plan.Names.Ref, Plan.Names.Shared};
}

std::string freshName(const std::string& Wanted, const std::set<std::string>& Used) {
  std::string Name = Wanted;
  for (unsigned Number = 1; Used.contains(Name); ++Number)
    Name = Wanted + (Wanted.ends_with('_') ? "" : "_") + (Number > 1 ? std::to_string(Number) : "");
  return Name;
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

TraitPlan planOf(const model::Trait& Trait, const DynTypes& Dyns) {
  TraitPlan Plan;
  Plan.Definition = &Trait;
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
  std::vector<std::string> Types;
  addLine(Trait, std::move(Own), Plan.Line, Types);
  nameVtableFields(Plan.Line);

  const bool HasDyn = !Trait.IsStaticOnly;
  for (const Ancestor& Declarer : Plan.Line) {
    const bool IsOwn = &Declarer == &Plan.Line.back();
    const bool InOwnVtable = HasDyn && Declarer.VtableField.empty();
    const Transplant Move(IsOwn ? Arguments()
                                : argumentsFor(*Declarer.Definition, Declarer.Arguments),
                          Declarer.Namespace != Plan.Namespace);
    for (const model::Member& Member : Declarer.Definition->Members) {
      if (const auto* Type = std::get_if<model::AssociatedType>(&Member)) {
        const auto Known = std::ranges::find(
            Plan.Types, Type->Name, [](const PlannedType& T) { return T.Definition.Name; });
        if (Known != Plan.Types.end()) {
          Known->HasSeveralDeclarers = true;
          continue;
        }
        Move(Plan.Types.emplace_back(*Type, "", IsOwn, false).Definition);
        Plan.Used.insert(Type->Name);
      } else if (const auto* Alias = std::get_if<model::Alias>(&Member)) {
        Move(Plan.Aliases.emplace_back(*Alias, needsConstants(Alias->Type, Plan.Aliases), IsOwn)
                 .Definition);
        Plan.Used.insert(Alias->Name);
        addIdentifiers(Alias->Type, Plan.Used);
      } else if (const auto* Constant = std::get_if<model::Constant>(&Member)) {
        Move(Plan.Constants.emplace_back(*Constant, &Declarer, InOwnVtable, IsOwn).Definition);
        Plan.Used.insert(Constant->Name);
        addIdentifiers(Constant->Type, Plan.Used);
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
        addIdentifiers(Planned.Definition, Plan.Used);
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
