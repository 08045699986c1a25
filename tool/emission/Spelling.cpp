#include "emission/Spelling.h"

#include "emission/Identifiers.h"
#include "model/OptionText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Parameter;
using model::Receiver;

/// Types and bases that the Dyn types get from the runtime.
constexpr std::string_view RuntimeMembers[] = {
    "boxed",    "callee",  "dyn_makers", "dyn_owner",      "dyn_pointers", "dyn_ref", "dyn_shared",
    "dyn_type", "drop",    "forget",     "from",           "holds",        "join",    "leave",
    "make",     "object_", "owners",     "pointers",       "release_",     "self_",   "target",
    "vtable_",  "drop_fn", "filled_for", "implemented_by", "moved_from",   "table_of"};

Scope classScope(const TraitPlan& Plan) {
  Scope Result;
  Result.Hidden.insert(std::begin(RuntimeMembers), std::end(RuntimeMembers));
  for (const PlannedType& Type : Plan.Types)
    Result.Reserved.insert(Type.Definition.Name);
  for (const PlannedAlias& Alias : Plan.Aliases)
    Result.Reserved.insert(Alias.Definition.Name);
  for (const PlannedConstant& Constant : Plan.Constants)
    Result.Hidden.insert(Constant.Definition.Name);
  for (const PlannedMethod& Method : Plan.Methods) {
    Result.Hidden.insert(Method.Definition.Name);
    Result.Reserved.insert(Method.Names.Future);
    Result.Reserved.insert(Method.Names.VtableField);
    Result.Hidden.insert(Method.Names.Wrapper);
  }
  Result.Hidden.insert(Result.Reserved.begin(), Result.Reserved.end());
  Result.Reserved.insert({"object_", "vtable_", "drop_fn", "moved_from"});
  for (const PlannedConstant& Constant : Plan.Constants)
    Result.Reserved.insert(Constant.Definition.Name);
  return Result;
}

/// A template's head names the associated types.
Scope headScope(Scope AtNamespace, const TraitPlan& Plan) {
  for (const PlannedType& Type : Plan.Types)
    AtNamespace.Reserved.insert(Type.Definition.Name);
  return AtNamespace;
}

Scope templateScope(Scope InClass, const std::string& T) {
  InClass.Later = T;
  return InClass;
}

/// Functions read the constants there, which hide nothing.
Scope dynScope(Scope InClass, const TraitPlan& Plan) {
  for (const PlannedConstant& Constant : Plan.Constants)
    InClass.Reserved.erase(Constant.Definition.Name);
  InClass.ConstantSuffix = "()";
  return InClass;
}

std::string angled(const std::vector<std::string>& Parts) {
  return Parts.empty() ? std::string() : "<" + join(Parts, ", ") + ">";
}

std::string headOf(const std::vector<std::string>& Parts) {
  return Parts.empty() ? std::string() : "template " + angled(Parts) + "\n";
}

std::string declared(const model::TemplateParameter& P, const Scope& In) {
  return render(P.Declaration, In) + (P.Default.empty() ? "" : " = " + render(P.Default, In));
}

void append(std::vector<std::string>& To, std::vector<std::string> More) {
  std::ranges::move(More, std::back_inserter(To));
}

std::string trimmed(std::string Text) {
  Text.erase(Text.find_last_not_of(' ') + 1);
  return Text;
}

/// What is in front of the parameter's name where its argument is only passed on: a value that is
/// const could not be moved, and declared without its `const` the function is the same.
std::string beforeName(const Parameter& P, const Scope& In) {
  constexpr std::string_view First = "const ", Last = " const";
  std::string Result = trimmed(render(P.BeforeName, In));
  const bool IsByValue =
      P.What == Parameter::Category::Value || P.What == Parameter::Category::Dependent;
  if (!P.IsAdjusted || !IsByValue)
    return Result;
  if (Result.starts_with(First))
    Result.erase(0, First.size());
  else if (Result.ends_with(Last))
    Result.erase(Result.size() - Last.size());
  return Result;
}

/// Whether that is not the type that the parameter has in the end.
bool isAdjusted(const Parameter& P, const Scope& In) {
  return P.IsAdjusted && beforeName(P, In) == trimmed(render(P.BeforeName, In));
}

/// A parameter's type, of a pack the pattern, as its declaration around the name.
std::pair<std::string, std::string> typeAroundName(const Parameter& P, const Scope& In) {
  std::string Before = beforeName(P, In);
  std::string After = render(P.AfterName, In);
  if (P.IsPack)
    Before = trimmed(Before.erase(Before.rfind("..."), 3));
  if (!isAdjusted(P, In))
    return {std::move(Before), std::move(After)};
  return {"::async_trait::argument_t<" + Before + After + ">", ""};
}

} // namespace

Spelling::Spelling(const TraitPlan& ThePlan)
    : Plan(ThePlan), T(freshName("T", ThePlan.Used)), Object(freshName("object", ThePlan.Used)),
      Erased(freshName("self", ThePlan.Used)), Frame(freshName("frame", ThePlan.Used)),
      Caller(freshName("caller", ThePlan.Used)), AtNamespace(headScope(scopeOf(T), ThePlan)),
      InClass(classScope(ThePlan)), InTemplate(templateScope(InClass, T)),
      InDyn(dynScope(InClass, ThePlan)) {}

Scope Spelling::scopeOf(const std::string& Implementer) const {
  Scope Result;
  Result.AssociatedTypes = "typename " + Implementer + "::";
  Result.Constants = Implementer + "::";
  Result.StaticMembers = Implementer + "::";
  Result.AliasTemplates = "typename " + Plan.Namespace + Plan.Names.Aliases +
                          implementerArguments(Implementer) + "::template ";
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.Definition.TemplateParameters.empty())
      Result.Aliases.emplace(Alias.Definition.Name, Alias.Definition.Type);
    else
      Result.AliasTemplateNames.insert(Alias.Definition.Name);
  return Result;
}

Scope Spelling::behindParameters(const PlannedMethod& Method, const Scope& In) {
  Scope Result = In;
  for (const Parameter& P : Method.Definition.Parameters)
    Result.Hidden.insert(P.Name);
  return Result;
}

std::string Spelling::fresh(const std::string& Wanted) const {
  return freshName(Wanted, Plan.Used);
}

std::vector<std::string> Spelling::ownParameters(bool WithConstraints, bool WithDefaults,
                                                 bool OfPacks) const {
  std::vector<std::string> Result;
  for (const model::TemplateParameter& P : Plan.Definition->TemplateParameters) {
    if (P.IsPack != OfPacks)
      continue;
    const std::string Kind = P.What == model::TemplateParameter::Kind::Type ? "class" : "auto";
    std::string Declaration = !WithConstraints && !P.Constraint.empty()
                                  ? Kind + (P.IsPack ? "... " : " ") + P.Name
                                  : render(P.Declaration, AtNamespace);
    if (WithDefaults && !P.Default.empty())
      Declaration += " = " + render(P.Default, AtNamespace);
    Result.push_back(std::move(Declaration));
  }
  return Result;
}

std::vector<std::string> Spelling::ownNames(bool OfPacks) const {
  std::vector<std::string> Result;
  for (const model::TemplateParameter& P : Plan.Definition->TemplateParameters)
    if (P.IsPack == OfPacks)
      Result.push_back(P.Name + (P.IsPack ? "..." : ""));
  return Result;
}

std::string Spelling::conjunct(const model::Text& Constraint) const {
  std::string Text = render(Constraint, AtNamespace);
  return Text.find("||") == std::string::npos ? Text : "(" + Text + ")";
}

std::string Spelling::requiresClause() const {
  const model::Text& Clause = Plan.Definition->Requires;
  return Clause.empty() ? std::string() : "  requires " + conjunct(Clause) + "\n";
}

std::string Spelling::conceptParameters() const {
  std::vector<std::string> Parts = {"class " + T};
  append(Parts, ownParameters(false, true, false));
  for (const PlannedType& Type : Plan.Types)
    Parts.push_back("class " + Type.Definition.Name + " = ::async_trait::any");
  append(Parts, ownParameters(false, true, true));
  return join(Parts, ", ");
}

std::vector<std::string> Spelling::headConstraints() const {
  std::vector<std::string> Result;
  for (const model::TemplateParameter& P : Plan.Definition->TemplateParameters)
    if (!P.Constraint.empty())
      Result.push_back(render(P.Constraint, AtNamespace));
  if (!Plan.Definition->Requires.empty())
    Result.push_back(conjunct(Plan.Definition->Requires));
  return Result;
}

std::string Spelling::conceptArguments(const std::string& First,
                                       const std::string& TypePrefix) const {
  std::vector<std::string> Parts;
  if (!First.empty())
    Parts.push_back(First);
  append(Parts, ownNames(false));
  for (const PlannedType& Type : Plan.Types)
    Parts.push_back(TypePrefix + Type.Definition.Name);
  append(Parts, ownNames(true));
  return angled(Parts);
}

std::string Spelling::conceptArgumentsOfAny(const std::string& First) const {
  std::vector<std::string> Parts = {First};
  append(Parts, ownNames(false));
  std::vector<std::string> Pack = ownNames(true);
  // Before a pack the defaults of the associated types cannot be left out.
  if (!Pack.empty())
    Parts.insert(Parts.end(), Plan.Types.size(), "::async_trait::any");
  append(Parts, std::move(Pack));
  return angled(Parts);
}

std::string Spelling::implementerHead(const std::string& First, bool WithDefaults) const {
  std::vector<std::string> Parts = {First};
  append(Parts, ownParameters(true, WithDefaults, false));
  append(Parts, ownParameters(true, WithDefaults, true));
  return headOf(Parts) + requiresClause();
}

std::string Spelling::plainHead(bool WithDefaults) const {
  std::vector<std::string> Parts = {"class " + T};
  append(Parts, ownParameters(false, WithDefaults, false));
  append(Parts, ownParameters(false, WithDefaults, true));
  return headOf(Parts);
}

std::string Spelling::specialisationHead(const std::string& Condition) const {
  return plainHead(false) + "  requires " + Condition + "\n";
}

std::string Spelling::deducingHead() const {
  std::vector<std::string> Parts = ownParameters(true, false, false);
  append(Parts, ownParameters(true, false, true));
  Parts.push_back("class " + T);
  return headOf(Parts);
}

std::string Spelling::aliasHead(const PlannedAlias& Alias, const Scope& In) const {
  std::vector<std::string> Parts;
  for (const model::TemplateParameter& P : Alias.Definition.TemplateParameters)
    Parts.push_back(declared(P, In));
  return headOf(Parts);
}

std::string Spelling::implementerArguments(const std::string& First) const {
  return "<" + First + ownArguments() + ">";
}

std::string Spelling::ownArguments() const {
  std::string Result;
  for (const model::TemplateParameter& P : Plan.Definition->TemplateParameters)
    Result += ", " + P.Name + (P.IsPack ? "..." : "");
  return Result;
}

std::string Spelling::dynHead(bool WithDefaults) const {
  return headOfDyn(WithDefaults && !Plan.Definition->DynHasDefaults);
}

std::string Spelling::mockHead() const { return headOfDyn(true); }

std::string Spelling::headOfDyn(bool WithDefaults) const {
  const bool Defaults = WithDefaults && Plan.Types.empty();
  std::vector<std::string> Parts = ownParameters(true, Defaults, false);
  for (const PlannedType& Type : Plan.Types)
    Parts.push_back("class " + Type.Parameter);
  append(Parts, ownParameters(true, Defaults, true));
  return headOf(Parts) + (Parts.empty() ? std::string() : requiresClause());
}

std::string Spelling::dynArguments() const {
  std::vector<std::string> Parts = ownNames(false);
  for (const PlannedType& Type : Plan.Types)
    Parts.push_back(Type.Parameter);
  append(Parts, ownNames(true));
  return angled(Parts);
}

std::string Spelling::vtableOf(const std::string& Implementer) const {
  return Plan.Names.Vtable + conceptArguments("", "typename " + Plan.Names.Types +
                                                      implementerArguments(Implementer) + "::");
}

std::string Spelling::ancestorArguments(const Ancestor& Base, const std::string& First,
                                        const std::string& TypePrefix) const {
  const auto& Parameters = Base.Definition->TemplateParameters;
  const bool EndsInPack = !Parameters.empty() && Parameters.back().IsPack;
  const std::size_t PackStart = EndsInPack ? Parameters.size() - 1 : Base.Arguments.size();
  std::vector<std::string> Parts, Pack;
  Scope In = AtNamespace;
  if (First.empty())
    In.AssociatedTypes = TypePrefix;
  else
    Parts.push_back(First);
  for (std::size_t I = 0; I < Base.Arguments.size(); ++I)
    (I < PackStart ? Parts : Pack).push_back(render(Base.Arguments[I], In));
  for (const std::string& Type : Base.AssociatedTypes)
    Parts.push_back(TypePrefix + Type);
  append(Parts, std::move(Pack));
  return Parts.empty() && EndsInPack ? "<>" : angled(Parts);
}

std::string Spelling::name(const PlannedMethod& Method, std::size_t Index, const Scope& In) const {
  const Parameter& P = Method.Definition.Parameters[Index];
  if (P.Name.empty())
    return fresh("argument" + std::to_string(Index + 1));
  // Compilers warn of one that can be called like a member.
  const bool HidesFunction = P.MayPointToFunction && In.Hidden.contains(P.Name);
  return In.Reserved.contains(P.Name) || HidesFunction ? fresh("given_" + P.Name) : P.Name;
}

std::string Spelling::constantReference(const PlannedConstant& Constant, const Scope& In) const {
  return "const " + asOneName(render(Constant.Definition.Type, In)) + "&";
}

std::string Spelling::result(const PlannedMethod& Method, const Scope& In) const {
  return inFrontOfName(render(Method.Definition.Result, In));
}

std::string Spelling::parameter(const PlannedMethod& Method, std::size_t Index,
                                const Scope& In) const {
  const Parameter& P = Method.Definition.Parameters[Index];
  return beforeName(P, In) + " " + name(Method, Index, In) + render(P.AfterName, In);
}

std::string Spelling::argumentType(const PlannedMethod& Method, std::size_t Index,
                                   const Scope& In) const {
  const Parameter& P = Method.Definition.Parameters[Index];
  const auto [Before, After] = typeAroundName(P, In);
  return Before + (P.IsPack ? "..." : "") + After;
}

std::string Spelling::passedType(const Parameter& P, const Scope& In) {
  return trimmed(beforeName(P, In) + render(P.AfterName, In));
}

std::string Spelling::forwardedType(const Parameter& P, const Scope& In) {
  std::string Type = passedType(P, In);
  if (P.IsPack)
    Type.erase(Type.rfind("..."), 3);
  return trimmed(Type);
}

std::string Spelling::parameters(const PlannedMethod& Method, const Scope& In,
                                 bool WithDefaults) const {
  std::vector<std::string> Parts;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I) {
    const model::Text& Default = Method.Definition.Parameters[I].Default;
    Parts.push_back(parameter(Method, I, In));
    if (WithDefaults && !Default.empty())
      Parts.back() += " = " + render(Default, In);
  }
  return join(Parts, ", ");
}

std::string Spelling::firstParameters(const PlannedMethod& Method, std::size_t Count,
                                      const Scope& In) const {
  std::vector<std::string> Parts;
  for (std::size_t I = 0; I < Count; ++I)
    Parts.push_back(parameter(Method, I, In));
  return join(Parts, ", ");
}

std::string Spelling::parameterTypes(const PlannedMethod& Method, const Scope& In) const {
  std::vector<std::string> Parts;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I) {
    const Parameter& P = Method.Definition.Parameters[I];
    // A pack inside parentheses needs a name.
    Parts.push_back(P.IsPack && !P.AfterName.empty() ? parameter(Method, I, In)
                                                     : passedType(P, In));
  }
  return join(Parts, ", ");
}

std::string Spelling::shimParameters(const PlannedMethod& Method, const Scope& In) const {
  std::string Result;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I) {
    const Parameter& P = Method.Definition.Parameters[I];
    auto [Before, After] = typeAroundName(P, In);
    // A reference is passed on as it is.
    if (!Before.ends_with('&'))
      Before += "&&";
    Result += ", " + Before + (P.IsPack ? "... " : " ") + name(Method, I, In) + After;
  }
  return Result;
}

std::string Spelling::argument(const PlannedMethod& Method, std::size_t Index,
                               const Scope& In) const {
  const Parameter& P = Method.Definition.Parameters[Index];
  std::string Result = name(Method, Index, In);
  switch (P.What) {
  case Parameter::Category::Scalar:
  case Parameter::Category::LvalueReference:
    break;
  case Parameter::Category::Value:
  case Parameter::Category::RvalueReference:
    Result = "std::move(" + Result + ")";
    break;
  case Parameter::Category::Dependent:
    Result = "std::forward<" + forwardedType(P, In) + ">(" + Result + ")";
    break;
  }
  return Result + (P.IsPack ? "..." : "");
}

std::string Spelling::arguments(const PlannedMethod& Method, const Scope& In) const {
  return firstArguments(Method, Method.Definition.Parameters.size(), In);
}

std::string Spelling::firstArguments(const PlannedMethod& Method, std::size_t Count,
                                     const Scope& In) const {
  std::vector<std::string> Parts;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I)
    Parts.push_back(I < Count ? argument(Method, I, In)
                              : render(Method.Definition.Parameters[I].Default, In));
  return join(Parts, ", ");
}

std::string Spelling::unmovedArguments(const PlannedMethod& Method, const Scope& In) const {
  std::vector<std::string> Parts;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I) {
    const Parameter& P = Method.Definition.Parameters[I];
    const bool MayMove =
        P.What == Parameter::Category::Value || P.What == Parameter::Category::Dependent;
    Parts.push_back(MayMove ? "::async_trait::prvalue<" + forwardedType(P, In) + ">()" +
                                  (P.IsPack ? "..." : "")
                            : argument(Method, I, In));
  }
  return join(Parts, ", ");
}

std::string Spelling::call(const PlannedMethod& Method, const std::string& Target,
                           const Scope& In) const {
  return call(Method, Target, arguments(Method, In));
}

std::string Spelling::call(const PlannedMethod& Method, const std::string& Target,
                           const std::string& Arguments) const {
  const bool Consumes = Method.Definition.Self == Receiver::Consuming;
  return (Consumes ? "std::move(" + Target + ")." : Target + ".") + instance(Method) + "(" +
         Arguments + ")";
}

std::string Spelling::forwarder(const PlannedMethod& Method) const {
  const std::string Arguments = fresh("arguments");
  return fill("[]($reference $object, auto&&... $arguments) -> decltype(auto) {"
              " return $call; }",
              {{"reference", Method.isConst() ? "const auto&" : "auto&&"},
               {"object", Object},
               {"arguments", Arguments},
               {"call", call(Method, Object,
                             "std::forward<decltype(" + Arguments + ")>(" + Arguments + ")...")}});
}

std::string Spelling::instance(const PlannedMethod& Method) const {
  const auto& Parameters = Method.Definition.TemplateParameters;
  if (Parameters.empty())
    return Method.Definition.Name;
  std::vector<std::string> Names;
  for (const model::TemplateParameter& P : Parameters)
    Names.push_back(P.Name + (P.IsPack ? "..." : ""));
  return "template " + Method.Definition.Name + angled(Names);
}

std::string Spelling::policyArgument(const PlannedMethod& Method) const {
  const std::optional<std::string>& Policy = Method.Declarer->Definition->Storage;
  if (!Policy)
    return "";
  return ", " + model::qualifiedPolicy(*Policy);
}

std::string Spelling::future(const PlannedMethod& Method) const {
  const std::string Result = result(Method, InClass);
  if (Method.isOfFutureTemplate())
    return *Method.Declarer->Definition->Future + "<" + Result + ">";
  return fill("::async_trait::$class<$result($types)$policy>",
              {{"class", Method.Definition.Self == Receiver::Consuming ? "consuming_dyn_future"
                                                                       : "dyn_future"},
               {"result", Result},
               {"types", parameterTypes(Method, InClass)},
               {"policy", policyArgument(Method)}});
}

std::string Spelling::viewFunction() const { return viewFunction(Plan.Line.back()); }

std::string Spelling::viewFunction(const Ancestor& Of) const {
  std::vector<std::string> Parts;
  for (const model::Text& Argument : Of.Arguments)
    Parts.push_back(render(Argument, InClass));
  return Of.Namespace + Of.Names.View + angled(Parts);
}

std::string Spelling::qualifiers(const PlannedMethod& Method, const Scope& In) const {
  std::string Result;
  switch (Method.Definition.Self) {
  case Receiver::Mutable:
  case Receiver::None:
    break;
  case Receiver::Const:
    Result = " const";
    break;
  case Receiver::Lvalue:
    Result = " &";
    break;
  case Receiver::ConstLvalue:
    Result = " const&";
    break;
  case Receiver::Consuming:
    Result = " &&";
    break;
  }
  if (!Method.Definition.Noexcept.empty())
    Result += " " + render(Method.Definition.Noexcept, In);
  return Result;
}

std::string Spelling::requiresClause(const PlannedMethod& Method, const Scope& In) const {
  const model::Text& Clause = Method.Definition.Requires;
  return Clause.empty() ? std::string() : "\n  requires(" + render(Clause, In) + ")";
}

std::string Spelling::genericHead(const PlannedMethod& Method, const Scope& In) const {
  std::vector<std::string> Parts;
  for (const model::TemplateParameter& P : Method.Definition.TemplateParameters)
    Parts.push_back(declared(P, In));
  std::string Result = headOf(Parts);
  if (!Method.Definition.HeadRequires.empty())
    Result += "  requires(" + render(Method.Definition.HeadRequires, In) + ")\n";
  return Result;
}

} // namespace async_trait_gen
