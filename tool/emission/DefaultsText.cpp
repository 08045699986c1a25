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
    if (Constant.Definition.Default)
      providedConstant(Constant, In);
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
std::string localTypes(const TraitPlan& Plan, const model::Text& Body, const Scope& In) {
  const auto IsUsed = [&](model::Piece::Kind Kind, const std::string& Name) {
    return std::ranges::any_of(Body, [&](const model::Piece& Piece) {
      return Piece.What == Kind && Piece.Spelling == Name;
    });
  };
  std::string Result;
  for (const PlannedType& Type : Plan.Types)
    if (const std::string& Name = Type.Definition.Name;
        IsUsed(model::Piece::Kind::AssociatedType, Name))
      Result += "using " + Name + " = " + In.AssociatedTypes + Name + ";\n";
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (const std::string& Name = Alias.Definition.Name;
        Alias.Definition.TemplateParameters.empty() && IsUsed(model::Piece::Kind::Alias, Name))
      Result += "using " + Name + " = " + render(Alias.Definition.Type, In) + ";\n";
  return Result;
}

bool usesSelf(const model::Text& Body) {
  return std::ranges::any_of(Body, [](const model::Piece& Piece) {
    return Piece.What == model::Piece::Kind::Self || Piece.What == model::Piece::Kind::SelfMember;
  });
}

// A member template, so that nothing is looked up in the implementer while it is incomplete.
void DefaultsSection::provided(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const std::string DefaultsParameter = S.fresh("Implementer");
  const std::string Implementer = S.fresh("Self");
  const Scope Declared = S.scopeOf(Implementer);
  Scope InBody = Declared;
  InBody.AssociatedTypes.clear();
  InBody.Aliases.clear();
  const bool IsStatic = M.Self == Receiver::None;
  InBody.Self = S.fresh("self");
  InBody.SelfMembers = IsStatic ? Implementer + "::" : InBody.Self + "->";
  const bool UsesSelf = !IsStatic && usesSelf(*M.Body);

  const bool IsConst = M.Self == Receiver::Const || M.Self == Receiver::ConstLvalue;
  std::string Result = render(M.Result, Declared);
  if (M.IsAsync && M.BodyIsCoroutine)
    Result =
        Method.Declarer->Definition->Future.value_or("::async_trait::task") + "<" + Result + ">";
  else if (M.IsAsync)
    Result = "decltype(auto)";

  std::string Body = render(*M.Body, InBody);
  Body.erase(0, Body.find_first_not_of(" \r\n", Body.find('{') + 1));
  Body.erase(Body.find_last_not_of(" \r\n", Body.rfind('}') - 1) + 1);
  std::vector<std::string> Head = {"class " + Implementer};
  for (const model::TemplateParameter& P : M.TemplateParameters)
    Head.insert(P.IsPack ? Head.end() : Head.end() - 1, render(P.Declaration, Declared));

  comment(M.Doc);
  const std::string SelfDeclaration =
      UsesSelf
          ? fill("auto* const $self = static_cast<$const$type*>(this);\n",
                 {{"self", InBody.Self}, {"const", IsConst ? "const " : ""}, {"type", Implementer}})
          : "";
  const std::string PlainHead = "template <" + join(Head, ", ") + ">\n";
  *std::ranges::find(Head, "class " + Implementer) += " = " + DefaultsParameter;
  put({.Head = "template <" + join(Head, ", ") + ">\n",
       .PlainHead = PlainHead,
       .Specifiers = render(M.Attributes, Declared) + (IsStatic ? "static " : ""),
       .Result = Result,
       .Name = M.Name,
       .Parameters = S.parameters(Method, Declared, true),
       .PlainParameters = S.parameters(Method, Declared, false),
       .Qualifiers = S.qualifiers(Method, Declared),
       .Requires = S.requiresClause(Method, Declared),
       .Body = SelfDeclaration + localTypes(Plan, *M.Body, Declared) + Body},
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
