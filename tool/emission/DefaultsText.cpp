#include "emission/Identifiers.h"
#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Receiver;

class DefaultsSection : Section {
public:
  using Section::Section;
  void write();

private:
  void providedConstant(const PlannedConstant& Constant, const Scope& In);
  void provided(const PlannedMethod& Method);
  Scope scopeOfBody(const PlannedMethod& Method, const std::string& Self) const;
  bool hidesMembers(const model::Method& Method) const;

  /// What the class has for members.
  std::set<std::string> Constants, Functions;
};

void DefaultsSection::write() {
  const std::string Implementer = S.fresh("Implementer");
  put("/// Supplies the provided parts of $concept: a class Self derives from $defaults<Self>.\n"
      "$head struct $defaults {\n",
      {{"concept", Plan.Names.Concept},
       {"defaults", Plan.Names.Defaults},
       {"head", S.implementerHead("class " + Implementer, true)}});
  const Scope In = S.scopeOf(Implementer);
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.Definition.Default) {
      Constants.insert(Constant.Definition.Name);
      providedConstant(Constant, In);
    }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.Definition.Body)
      Functions.insert(Method.Definition.Name);
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.Definition.Body)
      provided(Method);
  Code.Code += "};\n\n";
}

// A type that depends on the implementer, which is incomplete yet, is left to the value.
void DefaultsSection::providedConstant(const PlannedConstant& Constant, const Scope& In) {
  const model::Constant& C = Constant.Definition;
  const std::string Type = render(C.Type, In);
  const std::string Value = render(*C.Default, In);
  const bool IsLater = Type != render(C.Type, S.InClass);
  comment(C.Doc);
  put("static constexpr $type $name$value;\n\n",
      {{"type", IsLater ? "auto" : inFrontOfName(Type)},
       {"name", C.Name},
       {"value",
        IsLater && Value.starts_with('{') ? " = " + asOneName(Type) + Value : initialiser(Value)}});
}

/// The trait's names that a body uses as types, declared in front of it.
std::string localTypes(const TraitPlan& Plan, const model::Text& Body, const Scope& Declared,
                       const Scope& InBody) {
  const auto IsUsed = [&](model::Piece::Kind Kind, const std::string& Name) {
    return std::ranges::any_of(Body, [&](const model::Piece& Piece) {
      return Piece.What == Kind && Piece.Spelling == Name;
    });
  };
  std::string Result;
  const auto Declare = [&](model::Piece::Kind Kind, const std::string& Name,
                           const std::string& Type) {
    if (IsUsed(Kind, Name))
      Result += "using " + render({{.What = Kind, .Spelling = Name, .Qualifier = {}}}, InBody) +
                " = " + Type + ";\n";
  };
  for (const PlannedType& Type : Plan.Types)
    Declare(model::Piece::Kind::AssociatedType, Type.Definition.Name,
            Declared.AssociatedTypes + Type.Definition.Name);
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.Definition.TemplateParameters.empty())
      Declare(model::Piece::Kind::Alias, Alias.Definition.Name,
              render(Alias.Definition.Type, Declared));
  return Result;
}

/// \p Body without its braces and the white space inside them.
std::string_view insideBraces(std::string_view Body) {
  constexpr std::string_view Blank = " \t\r\n";
  Body = Body.substr(0, Body.rfind('}'));
  Body.remove_prefix(Body.find('{') + 1);
  Body = Body.substr(0, Body.find_last_not_of(Blank) + 1);
  Body.remove_prefix(std::min(Body.find_first_not_of(Blank), Body.size()));
  return Body;
}

Scope DefaultsSection::scopeOfBody(const PlannedMethod& Method, const std::string& Self) const {
  Scope Result = S.scopeOf(Self);
  Result.AssociatedTypes.clear();
  Result.Aliases.clear();
  for (const PlannedType& Type : Plan.Types)
    if (Type.Definition.HidesOuter)
      Result.Renamed.emplace(Type.Definition.Name, S.fresh(Type.Definition.Name));
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.Definition.HidesOuter)
      Result.Renamed.emplace(Alias.Definition.Name, S.fresh(Alias.Definition.Name));
  Result.Self = S.fresh("self");
  Result.SelfMembers = Method.Definition.Self == Receiver::None ? Self + "::" : Result.Self + "->";
  return Result;
}

// Compilers warn of a variable that is called like a member, and of what can be called itself if it
// is called like a function.
bool DefaultsSection::hidesMembers(const model::Method& Method) const {
  model::Text Verbatim = *Method.Body;
  std::erase_if(Verbatim, [](const model::Piece& Piece) {
    return Piece.What != model::Piece::Kind::Verbatim;
  });
  std::set<std::string> Declared;
  addIdentifiers(Verbatim, Declared);
  for (const model::Parameter& P : Method.Parameters)
    Declared.insert(P.Name);
  return std::ranges::any_of(Declared, [&](const std::string& Name) {
    const auto Parameter = std::ranges::find(Method.Parameters, Name, &model::Parameter::Name);
    const bool IsCallable = Parameter == Method.Parameters.end() || Parameter->MayPointToFunction;
    return Constants.contains(Name) || (IsCallable && Functions.contains(Name));
  });
}

// A member template, so that nothing is looked up in the implementer while it is incomplete.
void DefaultsSection::provided(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const std::string DefaultsParameter = S.fresh("Implementer");
  const std::string Implementer = S.fresh("Self");
  const Scope Declared = S.scopeOf(Implementer);
  const Scope InBody = scopeOfBody(Method, Implementer);
  const bool IsStatic = M.Self == Receiver::None;
  const bool IsConst = Method.isConst();

  std::string Result = render(M.Result, Declared);
  if (M.IsAsync && M.BodyIsCoroutine)
    Result =
        Method.Declarer->Definition->Future.value_or("::async_trait::task") + "<" + Result + ">";
  else if (M.IsAsync)
    Result = "decltype(auto)";

  // Behind all others, a pack too, it is in the way of no argument.
  const auto Head = [&](bool WithDefaults) {
    const Scope InHead = S.scopeOf(DefaultsParameter);
    std::string Parts;
    for (const model::TemplateParameter& P : M.TemplateParameters) {
      Parts += render(P.Declaration, InHead);
      Parts += WithDefaults && !P.Default.empty() ? " = " + render(P.Default, InHead) + ", " : ", ";
    }
    const std::string Requires =
        M.HeadRequires.empty() ? "" : "  requires(" + render(M.HeadRequires, InHead) + ")\n";
    return "template <" + Parts + "class " + Implementer +
           (WithDefaults ? " = " + DefaultsParameter : "") + ">\n" + Requires;
  };
  // As in the header, since the body alone knows which of them it needs.
  const auto Parameters = [&](bool WithDefaults) {
    std::vector<std::string> Parts;
    for (const model::Parameter& P : M.Parameters) {
      std::string& Part = Parts.emplace_back(render(P.Attributes, Declared));
      Part += render(P.BeforeName, Declared) + " " + P.Name + render(P.AfterName, Declared);
      if (WithDefaults && !P.Default.empty())
        Part += " = " + render(P.Default, Declared);
    }
    return join(Parts, ", ");
  };

  comment(M.Doc);
  const std::string SelfDeclaration =
      !IsStatic && usesSelf(*M.Body)
          ? fill("auto* const $self = static_cast<$const$type*>(this);\n",
                 {{"self", InBody.Self}, {"const", IsConst ? "const " : ""}, {"type", Implementer}})
          : "";
  const std::string Body = render(*M.Body, InBody);
  put({.Head = Head(true),
       .PlainHead = Head(false),
       .Specifiers = render(M.Attributes, Declared) + (IsStatic ? "static " : ""),
       .Evaluation = M.Evaluation.empty() ? "" : M.Evaluation + " ",
       .Result = Result,
       .Name = M.Name,
       .Parameters = Parameters(true),
       .PlainParameters = Parameters(false),
       .Qualifiers = S.qualifiers(Method, Declared),
       .Requires = S.requiresClause(Method, Declared),
       .Body = SelfDeclaration + localTypes(Plan, *M.Body, Declared, InBody) +
               std::string(insideBraces(Body)),
       .IsByAuthor = true,
       .HidesMembers = hidesMembers(M)},
      {S.implementerHead("class " + DefaultsParameter, false),
       Plan.Names.Defaults + S.implementerArguments(DefaultsParameter)},
      Method);
  Code.Code += "\n";
}

} // namespace

void defaultsSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  DefaultsSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
