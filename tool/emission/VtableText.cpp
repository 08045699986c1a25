#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

class VtableSection : Section {
public:
  using Section::Section;
  void write();

private:
  void vtable();
  void vtableFields();
  void shim(const PlannedMethod& Method);
  std::string callAsFuture(const PlannedMethod& Method, const std::string& View) const;
  void vtableFunctions();
  void vtableObjects();
};

void VtableSection::write() {
  vtable();
  vtableObjects();
}

void VtableSection::vtable() {
  put("/// How a Dyn of $concept reaches its object: one constant of this type for each "
      "implementer.\n"
      "$head struct $vtable {\n",
      {{"concept", Plan.Names.Concept}, {"head", S.dynHead(false)}, {"vtable", Plan.Names.Vtable}});
  for (const PlannedType& Type : Plan.Types)
    put("using $name = $name_;\n", {{"name", Type.Definition.Name}, {"name_", Type.Parameter}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (!Alias.NeedsConstants)
      aliased(Alias, S.InClass);
  vtableFields();
  put("\n/// Ends an owned object and gives its memory back.\n"
      "template <class $T>\n"
      "static void drop_wrapper(void* self) noexcept {\n"
      "::async_trait::drop<$T>(self);\n"
      "}\n\n",
      {{"T", S.T}});
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsInOwnVtable)
      shim(Method);
  vtableFunctions();
  Code.Code += "};\n\n";
}

void VtableSection::vtableFields() {
  Code.Code += "\nvoid (*drop_fn)(void* self) noexcept;\n";
  for (const Ancestor& Base : Plan.Line)
    if (!Base.VtableField.empty())
      put("const $vtable$arguments* $field;\n", {{"vtable", Base.Namespace + Base.Names.Vtable},
                                                 {"arguments", S.ancestorArguments(Base, "", "")},
                                                 {"field", Base.VtableField}});
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsInOwnVtable)
      put("$reference $name;\n", {{"reference", S.constantReference(Constant, S.InClass)},
                                  {"name", Constant.Definition.Name}});
  for (const PlannedMethod& Method : Plan.Methods) {
    if (!Method.IsInOwnVtable)
      continue;
    const model::Method& M = Method.Definition;
    if (M.IsAsync && !Method.isOfFutureTemplate()) {
      put("::async_trait::start_fn<$result($types)$policy> $field;\n",
          {{"result", S.result(Method, S.InClass)},
           {"types", S.parameterTypes(Method, S.InClass)},
           {"policy", S.policyArgument(Method)},
           {"field", Method.Names.VtableField}});
      continue;
    }
    const bool IsConst = Method.isConst();
    const std::string Parameters = S.parameters(Method, S.InClass, false);
    put("$result (*$field)($const void* $self$parameters) $noexcept;\n",
        {{"result", M.IsAsync ? S.future(Method) : S.result(Method, S.InClass)},
         {"field", Method.Names.VtableField},
         {"const", IsConst ? "const" : ""},
         {"self", S.Erased},
         {"parameters", Parameters.empty() ? "" : ", " + Parameters},
         {"noexcept", Method.isNoexcept() ? "noexcept" : ""}});
  }
}

void VtableSection::shim(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const bool IsConst = Method.isConst();
  const std::string Cast = IsConst ? "const " + S.T : S.T;
  const std::string View = S.viewFunction() + "(*static_cast<" + Cast + "*>(" + S.Erased + "))";
  const std::string Reference = IsConst ? "const auto&" : "auto&&";
  const std::string Head = "template <class " + S.T + ">\n";
  FunctionText Shim = {.Head = Head,
                       .PlainHead = Head,
                       .Specifiers = "static ",
                       .Result = "bool",
                       .Name = Method.Names.Wrapper};
  if (M.IsAsync && !Method.isOfFutureTemplate()) {
    Shim.Parameters = fill("void* $self, ::async_trait::call_frame<$result$policy>& $frame, "
                           "std::coroutine_handle<> $caller$parameters",
                           {{"self", S.Erased},
                            {"result", S.result(Method, S.InClass)},
                            {"policy", S.policyArgument(Method)},
                            {"frame", S.Frame},
                            {"caller", S.Caller},
                            {"parameters", S.shimParameters(Method, S.InClass)}});
    Shim.Body = fill("return ::async_trait::start_in($frame, $caller, $view, "
                     "[&]($reference $object) -> decltype(auto) { return $call; });",
                     {{"frame", S.Frame},
                      {"caller", S.Caller},
                      {"view", View},
                      {"reference", Reference},
                      {"object", S.Object},
                      {"call", S.call(Method, S.Object, S.InClass)}});
  } else {
    const std::string Parameters = S.parameters(Method, S.InTemplate, false);
    Shim.Result = M.IsAsync ? S.future(Method) : S.result(Method, S.InTemplate);
    Shim.Parameters = fill("$const void* $self$parameters",
                           {{"const", IsConst ? "const" : ""},
                            {"self", S.Erased},
                            {"parameters", Parameters.empty() ? "" : ", " + Parameters}});
    // A condition is the Dyn method's alone: Clang 16 takes no address of a template that has one.
    Shim.Qualifiers = Method.isNoexcept() ? " noexcept" : "";
    if (M.IsAsync) {
      Shim.Body = "return " + callAsFuture(Method, View) + ";";
    } else {
      std::string Value = S.call(Method, S.Object, S.InClass);
      // A cast: the conversion is the implementer's, and no reason for a warning here.
      if (!M.ReturnsVoid && !Shim.Result.ends_with('&'))
        Value = "static_cast<" + Shim.Result + ">(" + Value + ")";
      Shim.Body =
          fill("$reference $object = $view;\nreturn $value;",
               {{"reference", Reference}, {"object", S.Object}, {"view", View}, {"value", Value}});
    }
  }
  // Where the trait does not ask for it, an implementer may lack it, and nobody calls it.
  if (!M.Requires.empty())
    Shim.Body = fill("if constexpr ($requires) {\n$body\n} else {\n"
                     "::async_trait::end_program(\"$trait\", \"$name\");\n}",
                     {{"requires", render(M.Requires, S.InClass)},
                      {"body", Shim.Body},
                      {"trait", Plan.FullName},
                      {"name", M.Name}});
  Shim.PlainParameters = Shim.Parameters;
  put(Shim, {S.dynHead(false), Plan.Names.Vtable + S.dynArguments()}, Method);
  Code.Code += "\n";
}

std::string VtableSection::callAsFuture(const PlannedMethod& Method,
                                        const std::string& View) const {
  const std::string Given = S.arguments(Method, S.InClass);
  return fill("::async_trait::call_as<$future($types)>($view, $forwarder$given)",
              {{"future", S.future(Method)},
               {"types", S.parameterTypes(Method, S.InClass)},
               {"view", View},
               {"forwarder", S.forwarder(Method)},
               {"given", Given.empty() ? "" : ", " + Given}});
}

void VtableSection::vtableFunctions() {
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
      Fields.push_back(fill(".$name = ::async_trait::constant_of<$type, &$implementer::$name>(),\n",
                            {{"name", Constant.Definition.Name},
                             {"type", render(Constant.Definition.Type, S.InClass)},
                             {"implementer", Implementer}}));
    }
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsInOwnVtable)
      Fields.push_back("." + Method.Names.VtableField + " = &" + Method.Names.Wrapper + "<" + S.T +
                       ">,\n");
  put("/// The vtable of $T, filled in: what $object<$T> is made with.\n"
      "template <class $T>\n"
      "static constexpr $vtable filled_for() noexcept {\n"
      "$using return {\n"
      ".drop_fn = &drop_wrapper<$T>,\n"
      "$fields};\n"
      "}\n\n",
      {{"T", S.T},
       {"object", Plan.Names.VtableObject},
       {"vtable", Plan.Names.Vtable},
       {"using",
        ReadsConstants
            ? fill("using $name = std::remove_reference_t<decltype($view(std::declval<$T&>()))>;\n",
                   {{"name", Implementer}, {"view", S.viewFunction()}, {"T", S.T}})
            : ""},
       {"fields", join(Fields, "")}});
  put("/// Whether $T implements the trait with these parameters, itself or by $impl.\n"
      "template <class $T>\n"
      "static constexpr bool implemented_by = requires($T& $object) {\n"
      "requires $concept$arguments;\n"
      "}$constants;\n\n"
      "template <class $T>\n"
      "static constexpr const $vtable* table_of() noexcept;\n\n"
      "/// The vtable of a moved-from Dyn.\n"
      "static const $vtable moved_from;\n",
      {{"T", S.T},
       {"impl", Plan.Names.Impl},
       {"concept", Plan.Namespace + Plan.Names.Concept},
       {"arguments",
        S.conceptArguments(
            "std::remove_reference_t<decltype(" + S.viewFunction() + "(" + S.Object + "))>", "")},
       {"object", S.Object},
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

void VtableSection::vtableObjects() {
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

} // namespace

void vtableSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  VtableSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
