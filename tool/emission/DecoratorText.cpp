#include "emission/Section.h"
#include "emission/TraitText.h"

namespace async_trait_gen {
namespace {

using model::Receiver;

class DecoratorSection : Section {
public:
  using Section::Section;
  void write();

private:
  void types();
  void constants();
  void constructors();
  void method(const PlannedMethod& Method);
  std::string called(const PlannedMethod& Method) const;

  const Scope& In = S.InTemplate;
  const std::string Decorator = S.fresh("Decorator");
  const std::string DecoratorMember = S.fresh("decorator_");
  const std::string ObjectMember = S.fresh("decorated_");
  /// The object's type as the concept sees it.
  const std::string Viewed =
      "std::remove_cvref_t<decltype(" + S.viewFunction() + "(std::declval<" + S.T + "&>()))>";
};

void DecoratorSection::write() {
  beginCalls();
  put("/// $concept by an object behind a decorator, which every call goes through.\n"
      "$head class $decorated {\n"
      "static_assert(requires($T& $object) { $view($object); }, \"the type of the object does not "
      "implement $concept\");\n\n"
      "public:\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.implementerHead("class " + Decorator + ", class " + S.T, true)},
       {"decorated", Plan.Names.Decorated},
       {"T", S.T},
       {"object", S.Object},
       {"view", S.viewFunction()}});
  types();
  constants();
  constructors();
  for (const PlannedMethod& Method : Plan.Methods)
    method(Method);
  put("\nprivate:\n[[no_unique_address]] $decorator $member;\n$T $object;\n};\n\n",
      {{"decorator", Decorator},
       {"member", DecoratorMember},
       {"T", S.T},
       {"object", ObjectMember}});
  endCalls();
}

void DecoratorSection::types() {
  for (const PlannedType& Type : Plan.Types)
    put("using $name = typename $types$arguments::$name;\n",
        {{"name", Type.Definition.Name},
         {"types", Plan.Names.Types},
         {"arguments", S.implementerArguments(S.T)}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (!Alias.NeedsConstants)
      aliased(Alias, S.InClass);
}

// A Dyn has only their values.
void DecoratorSection::constants() {
  if (Plan.Constants.empty())
    return;
  put("static_assert(!::async_trait::dyn<$T>, \"a Dyn has no constants for $concept\");\n",
      {{"T", S.T}, {"concept", Plan.Names.Concept}});
  for (const PlannedConstant& Constant : Plan.Constants)
    put("static constexpr const auto& $name = $viewed::$name;\n",
        {{"name", Constant.Definition.Name}, {"viewed", Viewed}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.NeedsConstants)
      aliased(Alias, S.InClass);
}

void DecoratorSection::constructors() {
  const std::string Given = S.fresh("given"), Arguments = S.fresh("arguments");
  put("\n$decorated($decorator $given, $T $object)\n"
      ": $member(std::move($given)), $object_(std::move($object)) {}\n\n"
      "/// Makes the object in place.\n"
      "template <class... $Arguments>\n"
      "$decorated($decorator $given, std::in_place_t, $Arguments&&... $arguments)\n"
      ": $member(std::move($given)), $object_(std::forward<$Arguments>($arguments)...) {}\n\n",
      {{"decorated", Plan.Names.Decorated},
       {"decorator", Decorator},
       {"given", Given},
       {"T", S.T},
       {"object", S.Object},
       {"member", DecoratorMember},
       {"object_", ObjectMember},
       {"Arguments", S.fresh("Arguments")},
       {"arguments", Arguments}});
}

/// The body of what goes through the decorator.
std::string DecoratorSection::called(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  const std::string Given = S.arguments(Method, In);
  const Scope Inside = Spelling::behindParameters(Method, In);
  return fill(
      "return ::async_trait::$decorate<$result($types)$receiver>($decorator, {\"$trait\", "
      "\"$name\"}, $view($object), $forwarder$given);",
      {{"decorate", M.IsAsync ? "decorate" : "decorate_sync"},
       {"receiver", M.Self == Receiver::Consuming ? ", ::async_trait::receiver::consumed" : ""},
       {"result", S.result(Method, Inside)},
       {"types", S.parameterTypes(Method, Inside)},
       {"decorator", DecoratorMember},
       {"trait", Plan.FullName},
       {"name", M.Name},
       {"view", S.viewFunction()},
       {"object", ObjectMember},
       {"forwarder", S.forwarder(Method)},
       {"given", Given.empty() ? "" : ", " + Given}});
}

void DecoratorSection::method(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const bool IsStatic = M.Self == Receiver::None;
  std::string Requires = S.requiresClause(Method, In);
  if (Method.isStaticOnly()) // A Dyn has it not.
    Requires += (Requires.empty() ? " requires " : " && ") +
                fill("(!::async_trait::dyn<$T>)", {{"T", S.T}});
  Code.Code += definition({.Head = S.genericHead(Method, In),
                           .Specifiers = render(M.Attributes, In) + (IsStatic ? "static " : ""),
                           .Evaluation = M.Evaluation.empty() ? "" : M.Evaluation + " ",
                           .Result = IsStatic    ? "decltype(auto)"
                                     : M.IsAsync ? "auto"
                                                 : S.result(Method, In),
                           .Name = M.Name,
                           .Parameters = S.parameters(Method, In, true),
                           .Qualifiers = S.qualifiers(Method, In),
                           .Requires = Requires,
                           .Body = IsStatic ? "return " + Viewed + "::" + S.instance(Method) + "(" +
                                                  S.arguments(Method, In) + ");"
                                            : called(Method)});
}

} // namespace

void decoratorSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  DecoratorSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
