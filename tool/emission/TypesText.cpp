#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Receiver;

class TypesSection : Section {
public:
  using Section::Section;
  void write();

private:
  void typesBody(bool OfDyn);
  void futureType(const PlannedMethod& Method);

  Scope AmongFutures = S.AtNamespace; ///< Their names hide what is around.
};

/// A generic method has as many as there are arguments for it.
bool hasFutureType(const PlannedMethod& Method) {
  return Method.Definition.IsAsync && Method.Definition.TemplateParameters.empty();
}

bool inherits(const model::Trait& From, const model::Trait& What) {
  return std::ranges::any_of(From.Supertraits, [&](const model::Supertrait& Base) {
    return Base.Definition.get() == &What || inherits(*Base.Definition, What);
  });
}

void TypesSection::write() {
  for (const PlannedMethod& Method : Plan.Methods)
    AmongFutures.Hidden.insert(Method.Names.Future);
  put("/// The associated types of $T, and the concrete type of each of its futures.\n"
      "$head struct $types ",
      {{"T", S.T}, {"head", S.plainHead(true)}, {"types", Plan.Names.Types}});
  typesBody(false);

  const bool HasOthers = std::ranges::any_of(Plan.Methods, [](const PlannedMethod& Method) {
    return Method.IsOwn && hasFutureType(Method) && !Method.IsOnDyn;
  });
  const bool HasOtherAliases = std::ranges::any_of(
      Plan.Aliases, [](const PlannedAlias& Alias) { return Alias.IsOwn && Alias.NeedsConstants; });
  if (HasOthers || HasOtherAliases) {
    put("/// A Dyn type lacks what is part of the static interface only.\n"
        "$head struct $types$arguments ",
        {{"T", S.T},
         {"head", S.specialisationHead("::async_trait::dyn<" + S.T + ">")},
         {"types", Plan.Names.Types},
         {"arguments", S.implementerArguments(S.T)}});
    typesBody(true);
  }
  put("$head struct $types$arguments : $types<$class$arguments$own> {};\n\n",
      {{"head",
        S.specialisationHead("::async_trait::implemented<" + Plan.Names.Impl +
                             S.implementerArguments("std::remove_const_t<" + S.T + ">") + ">")},
       {"types", Plan.Names.Types},
       {"arguments", S.implementerArguments(S.T)},
       {"class", Plan.Names.ViewClass},
       {"own", S.ownArguments()}});
  put("/// A reference has those of what it refers to.\n"
      "$head struct $types$arguments : $types$referred {};\n\n",
      {{"head", S.specialisationHead("std::is_reference_v<" + S.T + ">")},
       {"types", Plan.Names.Types},
       {"arguments", S.implementerArguments(S.T)},
       {"referred", S.implementerArguments("std::remove_reference_t<" + S.T + ">")}});
}

void TypesSection::typesBody(bool OfDyn) {
  std::vector<std::string> Bases;
  const std::vector<model::Supertrait>& Supertraits = Plan.Definition->Supertraits;
  for (const model::Supertrait& Base : Supertraits) {
    // One that another brings along would be an ambiguous base.
    if (std::ranges::any_of(Supertraits, [&](const model::Supertrait& Other) {
          return inherits(*Other.Definition, *Base.Definition);
        }))
      continue;
    const auto Found = std::ranges::find(Plan.Line, Base.Definition.get(), &Ancestor::Definition);
    std::string Name = Found->Namespace + Found->Names.Types + "<" + S.T;
    for (const model::Text& Argument : Found->Arguments)
      Name += ", " + render(Argument, S.AtNamespace);
    Bases.push_back(Name + ">");
  }
  Code.Code += Bases.empty() ? "{\n" : ": " + join(Bases, ", ") + " {\n";
  for (const PlannedType& Type : Plan.Types)
    if (Type.IsOwn || Type.HasSeveralDeclarers) {
      comment(Type.Definition.Doc);
      put("using $name = typename $T::$name;\n", {{"name", Type.Definition.Name}, {"T", S.T}});
    }
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.IsOwn && (!OfDyn || !Alias.NeedsConstants)) {
      comment(Alias.Definition.Doc);
      aliased(Alias, AmongFutures);
    }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOwn && hasFutureType(Method) && (!OfDyn || Method.IsOnDyn))
      futureType(Method);
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsOwn) {
      comment(Constant.Definition.Doc);
      put("static constexpr decltype(auto) $name([[maybe_unused]] const auto& $object) {\n"
          "if constexpr (requires { $object.$name(); })\n"
          "  return $object.$name();\n"
          "else\n"
          "  return ($T::$name);\n"
          "}\n",
          {{"name", Constant.Definition.Name}, {"object", S.Object}, {"T", S.T}});
    }
  Code.Code += "};\n\n";
}

void TypesSection::futureType(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  std::vector<std::string> Arguments;
  for (const model::Parameter& P : M.Parameters) {
    std::string Type = Spelling::passedType(P, AmongFutures);
    if (P.IsPack)
      Type.erase(Type.rfind("..."), 3);
    Arguments.push_back("std::declval<" + Type + ">()" + (P.IsPack ? "..." : ""));
  }
  std::string Object;
  switch (M.Self) {
  case Receiver::None:
    Object = S.T + "::";
    break;
  case Receiver::Mutable:
  case Receiver::Lvalue:
    Object = "std::declval<" + S.T + "&>().";
    break;
  case Receiver::Const:
  case Receiver::ConstLvalue:
    Object = "std::declval<const " + S.T + "&>().";
    break;
  case Receiver::Consuming:
    Object = "std::declval<" + S.T + ">().";
    break;
  }
  put("/// The future of $method().\n"
      "using $future = decltype($object$name($arguments));\n",
      {{"method", M.Name},
       {"future", Method.Names.Future},
       {"object", Object},
       {"name", S.instance(Method)},
       {"arguments", join(Arguments, ", ")}});
}

} // namespace

void typesSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  TypesSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
