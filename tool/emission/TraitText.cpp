#include "emission/TraitText.h"

#include "emission/FunctionText.h"
#include "emission/Spelling.h"

#include <algorithm>
#include <array>

namespace async_trait_gen {
namespace {

using model::Receiver;

std::string attributes(const std::vector<model::Text>& Attributes, const Scope& In) {
  std::string Result;
  for (const model::Text& Attribute : Attributes)
    Result += render(Attribute, In) + " ";
  return Result;
}

/// Writes one trait. The functions stand in the order of the output.
class Writer {
public:
  explicit Writer(const TraitPlan& ThePlan) : Plan(ThePlan), S(ThePlan) {}

  TraitCode write();

private:
  void aliasTemplates();
  void aliased(const PlannedAlias& Alias, const Scope& In);
  void concept_();
  std::string typeRequirements() const;
  std::string constantRequirements() const;
  std::string requirement(const PlannedMethod& Method) const;

  void defaults();
  void providedConstant(const PlannedConstant& Constant, const Scope& In);
  void provided(const PlannedMethod& Method);

  void impl();
  void view();
  void viewed(const PlannedConstant& Constant);
  void viewed(const PlannedMethod& Method);
  void viewFunctions();

  void types();
  void typesBody(bool OfDyn);
  void futureType(const PlannedMethod& Method);

  void vtable();
  void vtableFields();
  void shim(const PlannedMethod& Method);
  std::string callAsFuture(const PlannedMethod& Method, const std::string& Object) const;
  void vtableFunctions();
  void vtableObjects();

  enum class Holding { Owning, Borrowing, Sharing };
  const std::string& dynName(Holding How) const;
  void dynType(Holding How);
  void futureAlias(const PlannedMethod& Method, Holding How);
  void dynConstant(const PlannedConstant& Constant);
  std::string dynBody(const PlannedMethod& Method) const;
  void dynMethod(const PlannedMethod& Method, Holding How);
  void missingMethods();

  void put(std::string_view Template, Values Given) { Out += fill(Template, Given); }
  /// Defines the function in its class, or behind all if \p For has to wait.
  void put(const FunctionText& Function, const ClassText& Class, const PlannedMethod& For);
  void comment(const model::Comment& Lines);

  bool isFutureTemplate(const PlannedMethod& Method) const {
    return Method.Definition.IsAsync && Method.Declarer->Definition->Future.has_value();
  }
  /// The type of a Dyn's future, in class scope.
  std::string futureOf(const PlannedMethod& Method) const;
  std::string policyArgument(const PlannedMethod& Method) const;
  /// `::demo::as_async_iter<K>`: hidden by nothing and beyond argument-dependent lookup.
  std::string viewFunction() const {
    return Plan.Namespace + Plan.Names.View + S.explicitArguments();
  }
  std::string implOf(const Ancestor& Base, const std::string& Implementer) const;
  bool hasOverloadOnDyn(const std::string& Name) const;

  const TraitPlan& Plan;
  const Spelling S;
  std::string Out, Behind;
};

TraitCode Writer::write() {
  if (model::hasAliasTemplates(*Plan.Definition))
    aliasTemplates();
  concept_();
  if (model::hasDefaults(*Plan.Definition))
    defaults();
  impl();
  view();
  viewFunctions();
  const bool CallsDeprecated = std::ranges::any_of(Plan.Methods, &PlannedMethod::isDeprecated);
  if (CallsDeprecated)
    Out += "// Whoever calls a deprecated method is warned, but not here.\n"
           "#pragma GCC diagnostic push\n"
           "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n\n";
  types();
  if (!Plan.Definition->IsStaticOnly)
    vtable();
  if (CallsDeprecated)
    Out += "#pragma GCC diagnostic pop\n\n";
  if (!Plan.Definition->IsStaticOnly) {
    vtableObjects();
    for (const Holding How : {Holding::Owning, Holding::Borrowing, Holding::Sharing})
      dynType(How);
  }
  return {std::move(Out), std::move(Behind)};
}

void Writer::put(const FunctionText& Function, const ClassText& Class, const PlannedMethod& For) {
  if (!For.MentionsIncomplete) {
    Out += definition(Function);
    return;
  }
  Out += declaration(Function);
  Behind += outsideDefinition(Function, Class);
}

// Other aliases are spelled out in the concept; these it has to reach.
void Writer::aliasTemplates() {
  put("$head struct $aliases {\n",
      {{"head", S.implementerHead("class " + S.T, true)}, {"aliases", Plan.Names.Aliases}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (!Alias.Definition.TemplateParameters.empty())
      aliased(Alias, S.AtNamespace);
  Out += "};\n\n";
}

void Writer::aliased(const PlannedAlias& Alias, const Scope& In) {
  put("$head using $name$attributes = $type;\n",
      {{"head", S.aliasHead(Alias, In)},
       {"name", Alias.Definition.Name},
       {"attributes", attributes(Alias.Definition.Attributes, In)},
       {"type", render(Alias.Definition.Type, In)}});
}

void Writer::concept_() {
  std::vector<std::string> Parts = S.headConstraints();
  for (const model::Supertrait& Base : Plan.Definition->Supertraits) {
    const auto Ancestor =
        std::ranges::find(Plan.Line, Base.Definition.get(), &Ancestor::Definition);
    Parts.push_back(Ancestor->Namespace + Ancestor->Names.Concept +
                    S.ancestorArguments(*Ancestor, S.T, ""));
  }
  if (std::ranges::any_of(Plan.Types, &PlannedType::IsOwn))
    Parts.push_back(typeRequirements());
  if (std::ranges::any_of(Plan.Constants, &PlannedConstant::IsOwn))
    Parts.push_back(constantRequirements());
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOwn && Method.Definition.TemplateParameters.empty())
      Parts.push_back(requirement(Method));
  if (Parts.empty())
    Parts.push_back("true");

  put("template <$parameters>\n"
      "concept $name = $parts;\n\n",
      {{"parameters", S.conceptParameters()},
       {"name", Plan.Names.Concept},
       {"parts", join(Parts, " && ")}});
}

std::string Writer::typeRequirements() const {
  std::string Result = "requires {\n";
  for (const PlannedType& Type : Plan.Types)
    if (Type.IsOwn)
      Result += fill("typename $T::$name;\n"
                     "requires ::async_trait::matches<typename $T::$name, $name>;\n",
                     {{"T", S.T}, {"name", Type.Definition.Name}});
  for (const PlannedType& Type : Plan.Types)
    if (Type.IsOwn)
      for (const model::Text& Bound : Type.Definition.Bounds)
        Result += "requires " + render(Bound, S.AtNamespace) + ";\n";
  return Result + "}";
}

std::string Writer::constantRequirements() const {
  std::string Result = "requires {\n";
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsOwn)
      Result += fill("{ &$T::$name } -> ::async_trait::constant<$type>;\n",
                     {{"T", S.T},
                      {"name", Constant.Definition.Name},
                      {"type", render(Constant.Definition.Type, S.AtNamespace)}});
  return Result + "}";
}

std::string Writer::requirement(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  const bool IsStatic = M.Self == Receiver::None;
  const bool IsConst = M.Self == Receiver::Const || M.Self == Receiver::ConstLvalue;
  std::vector<std::string> Parameters;
  if (!IsStatic)
    Parameters.push_back((IsConst ? "const " : "") + S.T + "& " + S.Object);
  if (const std::string Given = S.parameters(Method, S.AtNamespace, false); !Given.empty())
    Parameters.push_back(Given);

  const std::string Call =
      IsStatic ? S.T + "::" + M.Name + "(" + S.arguments(Method, S.AtNamespace) + ")"
               : S.call(Method, S.Object, S.AtNamespace);
  Scope Inside = S.AtNamespace;
  for (const model::Parameter& P : M.Parameters)
    Inside.Hidden.insert(P.Name);
  const bool IsMissingOnDyn = IsStatic || M.IsStaticOnly;
  const bool HasStub = IsMissingOnDyn && !hasOverloadOnDyn(M.Name);
  const std::string Kind =
      std::string(HasStub ? "static_" : "") + (M.IsAsync ? "future" : "yields");
  std::string Result =
      fill("requires$parameters { { $call }$noexcept -> ::async_trait::$kind<$result>; }",
           {{"parameters", Parameters.empty() ? "" : "(" + join(Parameters, ", ") + ")"},
            {"call", Call},
            {"noexcept", render(M.Noexcept, S.AtNamespace) == "noexcept" ? " noexcept" : ""},
            {"kind", Kind},
            {"result", render(M.Result, Inside)}});
  if (!M.Requires.empty())
    Result = "(!(" + render(M.Requires, S.AtNamespace) + ") || " + Result + ")";
  if (IsMissingOnDyn && !HasStub)
    Result = "(::async_trait::dyn<" + S.T + "> || " + Result + ")";
  return Result;
}

void Writer::defaults() {
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
  Out += "};\n\n";
}

// A type that depends on the implementer, which is incomplete yet, is left to the value.
void Writer::providedConstant(const PlannedConstant& Constant, const Scope& In) {
  const model::Constant& C = Constant.Definition;
  const std::string Type = render(C.Type, In);
  comment(C.Doc);
  put("static constexpr $type $name = $value;\n\n",
      {{"type", Type == render(C.Type, S.InClass) ? inFrontOfName(Type) : "auto"},
       {"name", C.Name},
       {"value", render(*C.Default, In)}});
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
void Writer::provided(const PlannedMethod& Method) {
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
       .Specifiers = attributes(M.Attributes, Declared) + (IsStatic ? "static " : ""),
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
  Out += "\n";
}

void Writer::impl() {
  put("/// Specialise it to implement $concept for a type that you cannot change: its associated "
      "types\n"
      "/// and constants, and for each method a static function that takes the object first.\n"
      "$head struct $impl;\n\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.implementerHead("class " + S.T, true)},
       {"impl", Plan.Names.Impl}});
}

std::string Writer::implOf(const Ancestor& Base, const std::string& Implementer) const {
  std::string Result = Base.Namespace + Base.Names.Impl + "<" + Implementer;
  for (const model::Text& Argument : Base.Arguments)
    Result += ", " + render(Argument, S.AtNamespace);
  return Result + ">";
}

void Writer::view() {
  const std::string Type = Plan.Names.ViewClass;
  put("/// An object whose type implements $concept by $impl, seen through the concept.\n"
      "$head struct $type $base{\n",
      {{"concept", Plan.Names.Concept},
       {"impl", Plan.Names.Impl},
       {"head", S.implementerHead("class " + S.T, false)},
       {"type", Type},
       {"base", model::hasDefaults(*Plan.Definition)
                    ? ": " + Plan.Names.Defaults + "<" + Type + S.implementerArguments(S.T) +
                          S.ownArguments() + "> "
                    : ""}});
  for (const PlannedType& Planned : Plan.Types) {
    const auto Declarer = std::ranges::find_if(Plan.Line, [&](const Ancestor& Base) {
      return std::ranges::find(Base.AssociatedTypes, Planned.Definition.Name) !=
             Base.AssociatedTypes.end();
    });
    put("using $name = typename $impl::$name;\n",
        {{"name", Planned.Definition.Name},
         {"impl", implOf(*Declarer, "std::remove_const_t<" + S.T + ">")}});
  }
  for (const PlannedAlias& Alias : Plan.Aliases)
    aliased(Alias, S.InClass);
  for (const PlannedConstant& Constant : Plan.Constants)
    viewed(Constant);
  put("\nexplicit $type($T& object) noexcept : object_(&object) {}\n\n",
      {{"type", Type}, {"T", S.T}});
  for (const PlannedMethod& Method : Plan.Methods)
    viewed(Method);
  put("\nprivate:\n$T* object_;\n};\n\n", {{"T", S.T}});
}

void Writer::viewed(const PlannedConstant& Constant) {
  const std::string Impl = implOf(*Constant.Declarer, "std::remove_const_t<" + S.T + ">");
  if (!Constant.Definition.Default) {
    put("static constexpr const auto& $name = $impl::$name;\n",
        {{"name", Constant.Definition.Name}, {"impl", Impl}});
    return;
  }
  put("static constexpr auto $name = [] {\n"
      "if constexpr (requires { $impl::$name; }) return $impl::$name;\n"
      "else return static_cast<$type>($value);\n"
      "}();\n",
      {{"name", Constant.Definition.Name},
       {"impl", Impl},
       {"type", render(Constant.Definition.Type, S.InClass)},
       {"value", render(*Constant.Definition.Default, S.InClass)}});
}

void Writer::viewed(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const std::string Impl = implOf(*Method.Declarer, "std::remove_const_t<" + S.T + ">");
  const auto CallOn = [&](const std::string& Object) {
    std::vector<std::string> Arguments;
    switch (M.Self) {
    case Receiver::None:
      break;
    case Receiver::Mutable:
    case Receiver::Lvalue:
      Arguments.push_back(Object);
      break;
    case Receiver::Const:
    case Receiver::ConstLvalue:
      Arguments.push_back("std::as_const(" + Object + ")");
      break;
    case Receiver::Consuming:
      Arguments.push_back("std::move(" + Object + ")");
      break;
    }
    if (const std::string Given = S.arguments(Method, S.InClass); !Given.empty())
      Arguments.push_back(Given);
    return fill(
        "$impl::$name($arguments)",
        {{"impl", Impl}, {"name", S.instance(Method)}, {"arguments", join(Arguments, ", ")}});
  };
  std::string Requires;
  if (M.Body) {
    put("using $defaults<$type$of$own>::$name;\n", {{"defaults", Plan.Names.Defaults},
                                                    {"type", Plan.Names.ViewClass},
                                                    {"of", S.implementerArguments(S.T)},
                                                    {"own", S.ownArguments()},
                                                    {"name", M.Name}});
    Requires = " requires requires(" + S.T + "& " + S.Object + ") { " + CallOn(S.Object) + "; }";
  }
  put({.Head = S.genericHead(Method, S.InClass),
       .PlainHead = S.genericHead(Method, S.InClass),
       .Specifiers = M.Self == Receiver::None ? "static " : "",
       .Result = "decltype(auto)",
       .Name = M.Name,
       .Parameters = S.parameters(Method, S.InClass, true),
       .PlainParameters = S.parameters(Method, S.InClass, false),
       .Qualifiers = S.qualifiers(Method, S.InClass),
       .Requires = Requires,
       .Body = "return " + CallOn("*object_") + ";"},
      {S.implementerHead("class " + S.T, false),
       Plan.Names.ViewClass + S.implementerArguments(S.T)},
      Method);
}

void Writer::viewFunctions() {
  const std::string Type = "std::remove_const_t<" + S.T + ">";
  put("/// \\p object seen through the concept: itself, or a view where $impl is specialised.\n"
      "$head requires $concept$any\n"
      "$T& $view($T& object) noexcept { return object; }\n\n"
      "$head requires ::async_trait::implemented<$impl<$type$own>>\n"
      "$class$arguments $view($T& object) noexcept { return $class$arguments(object); }\n\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.deducingHead()},
       {"any", S.conceptArgumentsOfAny(Type)},
       {"type", Type},
       {"own", S.ownArguments()},
       {"T", S.T},
       {"view", Plan.Names.View},
       {"impl", Plan.Names.Impl},
       {"class", Plan.Names.ViewClass},
       {"arguments", S.implementerArguments(S.T)}});
}

/// A generic method has as many as there are arguments for it.
bool hasFutureType(const PlannedMethod& Method) {
  return Method.Definition.IsAsync && Method.Definition.TemplateParameters.empty();
}

void Writer::types() {
  put("/// The associated types of $T, and the concrete type of each of its futures.\n"
      "$head struct $types ",
      {{"T", S.T}, {"head", S.plainHead(true)}, {"types", Plan.Names.Types}});
  typesBody(false);

  const bool HasOthers = std::ranges::any_of(Plan.Methods, [](const PlannedMethod& Method) {
    return Method.IsOwn && hasFutureType(Method) && !Method.IsOnDyn;
  });
  if (HasOthers) {
    put("/// A Dyn type has no static-only methods.\n"
        "$head struct $types$arguments ",
        {{"T", S.T},
         {"head", S.specialisationHead("::async_trait::dyn<" + S.T + ">")},
         {"types", Plan.Names.Types},
         {"arguments", S.implementerArguments(S.T)}});
    typesBody(true);
  }
  put("$head struct $types$arguments : $types<$class$arguments$own> {};\n\n",
      {{"head", S.specialisationHead("::async_trait::implemented<" + Plan.Names.Impl +
                                     S.implementerArguments(S.T) + ">")},
       {"types", Plan.Names.Types},
       {"arguments", S.implementerArguments(S.T)},
       {"class", Plan.Names.ViewClass},
       {"own", S.ownArguments()}});
}

void Writer::typesBody(bool OfDyn) {
  std::vector<std::string> Bases;
  for (const model::Supertrait& Base : Plan.Definition->Supertraits) {
    const auto Found = std::ranges::find(Plan.Line, Base.Definition.get(), &Ancestor::Definition);
    std::string Name = Found->Namespace + Found->Names.Types + "<" + S.T;
    for (const model::Text& Argument : Found->Arguments)
      Name += ", " + render(Argument, S.AtNamespace);
    Bases.push_back(Name + ">");
  }
  Out += Bases.empty() ? "{\n" : ": " + join(Bases, ", ") + " {\n";
  for (const PlannedType& Type : Plan.Types)
    if (Type.IsOwn || Type.HasSeveralDeclarers) {
      comment(Type.Definition.Doc);
      put("using $name = typename $T::$name;\n", {{"name", Type.Definition.Name}, {"T", S.T}});
    }
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.IsOwn) {
      comment(Alias.Definition.Doc);
      aliased(Alias, S.AtNamespace);
    }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOwn && hasFutureType(Method) && (!OfDyn || Method.IsOnDyn))
      futureType(Method);
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsOwn) {
      comment(Constant.Definition.Doc);
      put("static constexpr decltype(auto) $name([[maybe_unused]] const auto& object) {\n"
          "if constexpr (requires { object.$name(); }) return object.$name();\n"
          "else return ($T::$name);\n"
          "}\n",
          {{"name", Constant.Definition.Name}, {"T", S.T}});
    }
  Out += "};\n\n";
}

void Writer::futureType(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  Scope In = S.AtNamespace;
  for (const PlannedMethod& Other : Plan.Methods)
    In.Hidden.insert(Other.Names.Future);
  std::vector<std::string> Arguments;
  for (const model::Parameter& P : M.Parameters) {
    std::string Type = render(P.BeforeName, In) + render(P.AfterName, In);
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

void Writer::vtable() {
  put("/// How a Dyn of $concept reaches its object: one constant of this type for each "
      "implementer.\n"
      "$head struct $vtable {\n",
      {{"concept", Plan.Names.Concept}, {"head", S.dynHead(false)}, {"vtable", Plan.Names.Vtable}});
  for (const PlannedType& Type : Plan.Types)
    put("using $name = $name_;\n",
        {{"name", Type.Definition.Name}, {"name_", Type.Definition.Name + "_"}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    aliased(Alias, S.InClass);
  vtableFields();
  put("\n/// Ends an owned object and gives its memory back.\n"
      "template <class $T>\n"
      "static void drop_wrapper(void* self) noexcept { ::async_trait::drop<$T>(self); }\n\n",
      {{"T", S.T}});
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsInOwnVtable)
      shim(Method);
  vtableFunctions();
  Out += "};\n\n";
}

void Writer::vtableFields() {
  Out += "\nvoid (*drop_fn)(void* self) noexcept;\n";
  for (const Ancestor& Base : Plan.Line)
    if (!Base.VtableField.empty())
      put("const $vtable$arguments* $field;\n", {{"vtable", Base.Namespace + Base.Names.Vtable},
                                                 {"arguments", S.ancestorArguments(Base, "", "")},
                                                 {"field", Base.VtableField}});
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsInOwnVtable)
      put("::async_trait::constant_t<$type> $name;\n",
          {{"type", render(Constant.Definition.Type, S.InClass)},
           {"name", Constant.Definition.Name}});
  for (const PlannedMethod& Method : Plan.Methods) {
    if (!Method.IsInOwnVtable)
      continue;
    const model::Method& M = Method.Definition;
    if (M.IsAsync && !isFutureTemplate(Method)) {
      put("::async_trait::start_fn<$result($types)$policy> $field;\n",
          {{"result", S.result(Method, S.InClass)},
           {"types", S.parameterTypes(Method, S.InClass)},
           {"policy", policyArgument(Method)},
           {"field", Method.Names.VtableField}});
      continue;
    }
    const bool IsConst = M.Self == Receiver::Const || M.Self == Receiver::ConstLvalue;
    const std::string Parameters = S.parameters(Method, S.InClass, false);
    put("$result (*$field)($const void* $self$parameters) $noexcept;\n",
        {{"result", M.IsAsync ? futureOf(Method) : S.result(Method, S.InClass)},
         {"field", Method.Names.VtableField},
         {"const", IsConst ? "const" : ""},
         {"self", S.Erased},
         {"parameters", Parameters.empty() ? "" : ", " + Parameters},
         {"noexcept", render(M.Noexcept, S.InClass)}});
  }
}

void Writer::shim(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const bool IsConst = M.Self == Receiver::Const || M.Self == Receiver::ConstLvalue;
  const std::string Cast = IsConst ? "const " + S.T : S.T;
  const std::string Object = viewFunction() + "(*static_cast<" + Cast + "*>(" + S.Erased + "))";
  const std::string Head = "template <class " + S.T + ">\n";
  FunctionText Shim = {.Head = Head,
                       .PlainHead = Head,
                       .Specifiers = "static ",
                       .Result = "bool",
                       .Name = Method.Names.Wrapper};
  if (M.IsAsync && !isFutureTemplate(Method)) {
    Shim.Parameters = fill("void* $self, ::async_trait::call_frame<$result$policy>& $frame, "
                           "std::coroutine_handle<> $caller$parameters",
                           {{"self", S.Erased},
                            {"result", S.result(Method, S.InClass)},
                            {"policy", policyArgument(Method)},
                            {"frame", S.Frame},
                            {"caller", S.Caller},
                            {"parameters", S.shimParameters(Method, S.InClass)}});
    Shim.Body = fill("return $frame.start($caller, $view, "
                     "[&](auto&& $object) -> decltype(auto) { return $call; });",
                     {{"frame", S.Frame},
                      {"caller", S.Caller},
                      {"view", Object},
                      {"object", S.Object},
                      {"call", S.call(Method, S.Object, S.InClass)}});
  } else {
    const std::string Parameters = S.parameters(Method, S.InClass, false);
    Shim.Result = M.IsAsync ? futureOf(Method) : S.result(Method, S.InClass);
    Shim.Parameters = fill("$const void* $self$parameters",
                           {{"const", IsConst ? "const" : ""},
                            {"self", S.Erased},
                            {"parameters", Parameters.empty() ? "" : ", " + Parameters}});
    Shim.Qualifiers = M.Noexcept.empty() ? "" : " " + render(M.Noexcept, S.InClass);
    Shim.Body = "return " +
                (M.IsAsync ? callAsFuture(Method, Object) : S.call(Method, Object, S.InClass)) +
                ";";
  }
  Shim.PlainParameters = Shim.Parameters;
  put(Shim, {S.dynHead(false), Plan.Names.Vtable + S.dynArguments()}, Method);
  Out += "\n";
}

std::string Writer::callAsFuture(const PlannedMethod& Method, const std::string& Object) const {
  const std::string Arguments = S.arguments(Method, S.InClass);
  const bool Consumes = Method.Definition.Self == Receiver::Consuming;
  return fill("::async_trait::call_as<$future($types)>($view, "
              "[](auto&& object, auto&&... arguments) -> decltype(auto) {"
              " return $object.$name(std::forward<decltype(arguments)>(arguments)...); }$given)",
              {{"future", futureOf(Method)},
               {"types", S.parameterTypes(Method, S.InClass)},
               {"view", Object},
               {"object", Consumes ? "std::move(object)" : "object"},
               {"name", Method.Definition.Name},
               {"given", Arguments.empty() ? "" : ", " + Arguments}});
}

void Writer::vtableFunctions() {
  std::vector<std::string> Fields;
  for (const Ancestor& Base : Plan.Line) {
    if (Base.VtableField.empty())
      continue;
    std::string Arguments = "<" + S.T;
    for (const model::Text& Argument : Base.Arguments)
      Arguments += ", " + render(Argument, S.InClass);
    Fields.push_back("." + Base.VtableField + " = &" + Base.Namespace + Base.Names.VtableObject +
                     Arguments + ">,\n");
  }
  const std::string Implementer = S.fresh("Implementer");
  bool ReadsConstants = false;
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsInOwnVtable) {
      ReadsConstants = true;
      Fields.push_back("." + Constant.Definition.Name + " = " + Implementer +
                       "::" + Constant.Definition.Name + ",\n");
    }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsInOwnVtable)
      Fields.push_back("." + Method.Names.VtableField + " = &" + Method.Names.Wrapper + "<" + S.T +
                       ">,\n");
  put("/// The vtable of $T, filled in: what $object<$T> is made with.\n"
      "template <class $T>\n"
      "static constexpr $vtable filled_for() noexcept {\n"
      "$using return {.drop_fn = &drop_wrapper<$T>,\n$fields};\n"
      "}\n\n",
      {{"T", S.T},
       {"object", Plan.Names.VtableObject},
       {"vtable", Plan.Names.Vtable},
       {"using",
        ReadsConstants
            ? fill("using $name = std::remove_reference_t<decltype($view(std::declval<$T&>()))>;\n",
                   {{"name", Implementer}, {"view", viewFunction()}, {"T", S.T}})
            : ""},
       {"fields", join(Fields, "")}});
  put("/// Whether $T implements the trait with these parameters, itself or by $impl.\n"
      "template <class $T>\n"
      "static constexpr bool implemented_by = requires($T& object) {\n"
      "requires $concept$arguments;\n"
      "}$constants;\n\n"
      "template <class $T>\n"
      "static constexpr const $vtable* table_of() noexcept;\n\n"
      "/// The vtable of a moved-from Dyn.\n"
      "static const $vtable moved_from;\n",
      {{"T", S.T},
       {"impl", Plan.Names.Impl},
       {"concept", Plan.Namespace + Plan.Names.Concept},
       {"arguments", S.conceptArguments(
                         "std::remove_reference_t<decltype(" + viewFunction() + "(object))>", "")},
       {"constants", Plan.Constants.empty() ? "" : " && !::async_trait::dyn<" + S.T + ">"},
       {"vtable", Plan.Names.Vtable}});
  for (const Ancestor& Base : Plan.Line)
    if (!Base.VtableField.empty())
      put("\n/// The vtable of the supertrait, for conversions between Dyn types.\n"
          "constexpr operator const $vtable$arguments*() const noexcept { return $field; }\n",
          {{"vtable", Base.Namespace + Base.Names.Vtable},
           {"arguments", S.ancestorArguments(Base, "", "")},
           {"field", Base.VtableField}});
}

void Writer::vtableObjects() {
  put("/// The vtable of $T.\n"
      "$head inline constexpr $vtable $object = $vtable::template filled_for<$T>();\n\n",
      {{"T", S.T},
       {"head", S.implementerHead("class " + S.T, true)},
       {"vtable", S.vtableOf(S.T)},
       {"object", Plan.Names.VtableObject}});
  put("$head template <class $T>\n"
      "constexpr const $vtable$arguments* $vtable$arguments::table_of() noexcept {\n"
      "return &$object$of;\n"
      "}\n\n",
      {{"head", S.dynHead(false)},
       {"T", S.T},
       {"vtable", Plan.Names.Vtable},
       {"arguments", S.dynArguments()},
       {"object", Plan.Namespace + Plan.Names.VtableObject},
       {"of", S.implementerArguments(S.T)}});

  const auto Ended = [&](const std::string& Field, const std::string& Method) {
    return "." + Field + " = ::async_trait::called_when_empty<\"" + Plan.FullName + "\", \"" +
           Method + "\">(),\n";
  };
  std::string Fields = Ended("drop_fn", "drop");
  for (const Ancestor& Base : Plan.Line)
    if (!Base.VtableField.empty())
      Fields += "." + Base.VtableField + " = &" + Base.Namespace + Base.Names.Vtable +
                S.ancestorArguments(Base, "", "") + "::moved_from,\n";
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsInOwnVtable)
      Fields += "." + Constant.Definition.Name + " = ::async_trait::no_constant<" +
                render(Constant.Definition.Type, S.InClass) + ">(),\n";
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsInOwnVtable)
      Fields += Ended(Method.Names.VtableField, Method.Definition.Name);
  put("$head inline constexpr $vtable$arguments $vtable$arguments::moved_from = {\n$fields};\n\n",
      {{"head", S.dynHead(false)},
       {"vtable", Plan.Names.Vtable},
       {"arguments", S.dynArguments()},
       {"fields", Fields}});
}

const std::string& Writer::dynName(Holding How) const {
  return How == Holding::Owning      ? Plan.Names.Dyn
         : How == Holding::Borrowing ? Plan.Names.Ref
                                     : Plan.Names.Shared;
}

void Writer::dynType(Holding How) {
  const std::string& Name = dynName(How);
  const std::string Base = How == Holding::Owning      ? "dyn_owner"
                           : How == Holding::Borrowing ? "dyn_ref"
                                                       : "dyn_shared";
  const std::string Text = How == Holding::Owning ? "Owns an object of any type that implements"
                           : How == Holding::Borrowing
                               ? "Borrows an object of any type that implements"
                               : "Shares an object of any type that implements";
  put("/// $text $concept.\n"
      "$head struct $name : ::async_trait::$base<$name$arguments, $vtable$arguments> {\n",
      {{"text", Text},
       {"concept", Plan.Names.Concept},
       {"head", S.dynHead(How == Holding::Owning || !Plan.Definition->DynHasDefaults)},
       {"name", Name},
       {"base", Base},
       {"arguments", S.dynArguments()},
       {"vtable", Plan.Names.Vtable}});
  for (const PlannedType& Type : Plan.Types) {
    if (How == Holding::Owning)
      comment(Type.Definition.Doc);
    put("using $name = $name_;\n",
        {{"name", Type.Definition.Name}, {"name_", Type.Definition.Name + "_"}});
  }
  for (const PlannedAlias& Alias : Plan.Aliases) {
    if (How == Holding::Owning)
      comment(Alias.Definition.Doc);
    aliased(Alias, S.InDyn);
  }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOnDyn && Method.Definition.IsAsync)
      futureAlias(Method, How);
  put("\nusing ::async_trait::$base<$name$arguments, $vtable$arguments>::$base;\n\n",
      {{"base", Base},
       {"name", Name},
       {"arguments", S.dynArguments()},
       {"vtable", Plan.Names.Vtable}});
  for (const PlannedConstant& Constant : Plan.Constants)
    dynConstant(Constant);
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsS.InDyn)
      dynMethod(Method, How);
  missingMethods();
  Out += "};\n\n";
}

std::string Writer::policyArgument(const PlannedMethod& Method) const {
  const std::optional<std::string>& Policy = Method.Declarer->Definition->Storage;
  if (!Policy)
    return "";
  constexpr std::array<std::string_view, 3> Known = {"heap", "inplace", "inplace_only"};
  const std::string_view Name = std::string_view(*Policy).substr(0, Policy->find('<'));
  const bool IsOurs = std::ranges::find(Known, Name) != Known.end();
  return (IsOurs ? ", ::async_trait::storage::" : ", ") + *Policy;
}

std::string Writer::futureOf(const PlannedMethod& Method) const {
  const std::string Result = S.result(Method, S.InDyn);
  if (isFutureTemplate(Method))
    return *Method.Declarer->Definition->Future + "<" + Result + ">";
  return fill("::async_trait::$class<$result($types)$policy>",
              {{"class", Method.Definition.Self == Receiver::Consuming ? "consuming_dyn_future"
                                                                       : "dyn_future"},
               {"result", Result},
               {"types", S.parameterTypes(Method, S.InDyn)},
               {"policy", policyArgument(Method)}});
}

void Writer::futureAlias(const PlannedMethod& Method, Holding How) {
  if (Method.Definition.Self == Receiver::Consuming && How != Holding::Owning)
    return;
  put("using $name = $future;\n", {{"name", Method.Names.Future}, {"future", futureOf(Method)}});
}

void Writer::dynConstant(const PlannedConstant& Constant) {
  const Ancestor& Declarer = *Constant.Declarer;
  const std::string Path = Constant.IsInOwnVtable ? "" : Declarer.VtableField + "->";
  put("const $type& $name() const noexcept {\n"
      "if (!*this) ::async_trait::end_program(\"$trait\", \"$name\");\n"
      "return this->vtable_->$path$name;\n"
      "}\n",
      {{"type", inFrontOfName(render(Constant.Definition.Type, S.InDyn))},
       {"name", Constant.Definition.Name},
       {"trait", Plan.FullName},
       {"path", Path}});
}

std::string Writer::dynBody(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  const std::string Arguments = S.arguments(Method, S.InDyn);
  const std::string Start = S.fresh("start"), Kept = S.fresh("kept");
  std::string_view Template;
  if (M.Self != Receiver::Consuming)
    Template = M.IsAsync && !isFutureTemplate(Method)
                   ? "return $future(this->self_(), $entry$arguments);"
                   : "return $entry(this->object_$arguments);";
  else if (!M.IsAsync)
    Template = "const auto $start = $entry;\n"
               "const ::async_trait::kept_object $kept = this->release_();\n"
               "return $start($kept.get()$arguments);";
  else if (isFutureTemplate(Method))
    Template = "const auto $start = $entry;\n"
               "return ::async_trait::call_owned<$future>(this->release_(), $start$arguments);";
  else
    Template = "const auto $start = $entry;\n"
               "return $future(this->release_(), $start$arguments);";
  return fill(Template,
              {{"future", Method.Names.Future},
               {"entry", "this->vtable_->" +
                             (Method.IsInOwnVtable ? "" : Method.Declarer->VtableField + "->") +
                             Method.Names.VtableField},
               {"arguments", Arguments.empty() ? "" : ", " + Arguments},
               {"start", Start},
               {"kept", Kept}});
}

void Writer::dynMethod(const PlannedMethod& Method, Holding How) {
  const model::Method& M = Method.Definition;
  const bool Consumes = M.Self == Receiver::Consuming;
  if (Consumes && How != Holding::Owning)
    return;
  std::string Qualifiers = S.qualifiers(Method, S.InDyn);
  if (How == Holding::Borrowing) {
    // Like a pointer: of a const and a mutable overload it has the mutable one.
    const bool IsShadowed =
        M.Self == Receiver::Const &&
        std::ranges::any_of(Plan.Methods, [&](const PlannedMethod& Other) {
          return Other.IsOnDyn && Other.Definition.Self == Receiver::Mutable &&
                 Other.Definition.Name == M.Name &&
                 S.parameterTypes(Other, S.InDyn) == S.parameterTypes(Method, S.InDyn);
        });
    if (IsShadowed)
      return;
    Qualifiers = " const";
    if (!M.Noexcept.empty())
      Qualifiers += " " + render(M.Noexcept, S.InDyn);
  }
  if (How == Holding::Owning)
    comment(M.Doc);
  FunctionText Function = {.Specifiers = attributes(M.Attributes, S.InDyn),
                           .Result = M.IsAsync ? Method.Names.Future : S.result(Method, S.InDyn),
                           .Name = M.Name,
                           .PlainParameters = S.parameters(Method, S.InDyn, false),
                           .Qualifiers = Qualifiers,
                           .Requires = S.requiresClause(Method, S.InDyn),
                           .Body = dynBody(Method)};
  const ClassText Class = {S.dynHead(false), dynName(How) + S.dynArguments()};
  const bool ReadsConstants = std::ranges::any_of(
      M.Parameters, [](const model::Parameter& P) { return readsConstant(P.Default); });
  Function.Parameters = S.parameters(Method, S.InDyn, !ReadsConstants);
  put(Function, Class, Method);
  if (!ReadsConstants)
    return;
  // Only the object knows these defaults, so overloads ask it.
  const std::string Target = Consumes ? "std::move(*this)." : "this->";
  for (std::size_t Count = M.Parameters.size();
       Count-- > 0 && !M.Parameters[Count].Default.empty();) {
    Function.Parameters = Function.PlainParameters = S.firstParameters(Method, Count, S.InDyn);
    Function.Body =
        "return " + Target + M.Name + "(" + S.firstArguments(Method, Count, S.InDyn) + ");";
    put(Function, Class, Method);
  }
}

// Says why, where the compiler would only say that there is no such member.
void Writer::missingMethods() {
  std::set<std::string> Said;
  for (const PlannedMethod& Method : Plan.Methods) {
    const std::string& Name = Method.Definition.Name;
    if (Method.IsOnDyn || hasOverloadOnDyn(Name) || !Said.insert(Name).second)
      continue;
    const bool IsStatic = Method.Definition.Self == Receiver::None;
    put("template <class... Arguments_>\n"
        "$static ::async_trait::not_on_dyn $name(Arguments_&&...) $const noexcept {\n"
        "static_assert(::async_trait::never<Arguments_...>, "
        "\"$trait::$name is $kind: it is part of the static interface only, so a Dyn does not have "
        "it\");\n"
        "return {};\n"
        "}\n",
        {{"static", IsStatic ? "static" : ""},
         {"const", IsStatic ? "" : "const"},
         {"name", Name},
         {"trait", Plan.FullName},
         {"kind", !Method.Definition.TemplateParameters.empty() ? "a generic method"
                  : IsStatic                                    ? "an associated function"
                                                                : "static-only"}});
  }
}

bool Writer::hasOverloadOnDyn(const std::string& Name) const {
  return std::ranges::any_of(Plan.Methods, [&](const PlannedMethod& Method) {
    return Method.IsOnDyn && Method.Definition.Name == Name;
  });
}

void Writer::comment(const model::Comment& Lines) {
  for (const std::string& Line : Lines)
    Out += Line + "\n";
}

} // namespace

TraitCode traitText(const TraitPlan& Plan) { return Writer(Plan).write(); }

} // namespace async_trait_gen
