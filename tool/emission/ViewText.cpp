#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Receiver;

class ViewSection : Section {
public:
  using Section::Section;
  void write();

private:
  void impl();
  void view();
  void viewed(const PlannedConstant& Constant);
  void viewed(const PlannedMethod& Method);
  std::string implemented(const PlannedMethod& Method, const std::string& Object) const;
  std::string fits(const PlannedMethod& Method) const;
  std::string unlessAnother(const PlannedMethod& Method) const;
  std::string inherited(const PlannedMethod& Method) const;
  void viewFunctions();
  std::string seenAs(const Ancestor& Base) const;
  std::string seen(const Ancestor& Base) const;
  void object();

  const std::string Viewed = S.fresh("viewed_");
  /// Of the trait itself.
  const std::string Impl =
      Plan.Namespace + Plan.Names.Impl + S.implementerArguments("std::remove_const_t<" + S.T + ">");
};

void ViewSection::write() {
  impl();
  view();
  viewFunctions();
}

void ViewSection::impl() {
  put("/// Specialise it to implement $concept for a type that you cannot change: its associated "
      "types\n"
      "/// and constants, and for each method a static function that takes the object first.\n"
      "$head struct $impl;\n\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.implementerHead("class " + S.T, true)},
       {"impl", Plan.Names.Impl}});
}

/// The type that \p Base is called on: the object's own or another view.
std::string ViewSection::seenAs(const Ancestor& Base) const {
  return "std::remove_reference_t<" + seen(Base) + ">";
}

/// That, by reference if it is the object's own.
std::string ViewSection::seen(const Ancestor& Base) const {
  return "decltype(" + S.viewFunction(Base) + "(std::declval<" + S.T + "&>()))";
}

void ViewSection::view() {
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
  for (const Ancestor& Base : Plan.Line)
    if (&Base != &Plan.Line.back())
      put("static_assert(requires($T& $object) { $view($object); }, "
          "\"$impl needs $base as well: of the type itself or by $base_impl\");\n",
          {{"T", S.T},
           {"object", S.Object},
           {"view", S.viewFunction(Base)},
           {"impl", Plan.Names.Impl},
           {"base", Base.Names.Concept},
           {"base_impl", Base.Names.Impl}});
  for (const PlannedType& Planned : Plan.Types) {
    const auto Declarer = std::ranges::find_if(Plan.Line, [&](const Ancestor& Base) {
      return std::ranges::find(Base.AssociatedTypes, Planned.Definition.Name) !=
             Base.AssociatedTypes.end();
    });
    put("using $name = typename $declarer::$name;\n",
        {{"name", Planned.Definition.Name},
         {"declarer", &*Declarer == &Plan.Line.back() ? Impl : seenAs(*Declarer)}});
  }
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (!Alias.NeedsConstants)
      aliased(Alias, S.InClass);
  for (const PlannedConstant& Constant : Plan.Constants)
    viewed(Constant);
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.NeedsConstants)
      aliased(Alias, S.InClass);
  object();
}

// The views of supertraits live as long as this one, since a future may refer to the object that
// it was called on.
void ViewSection::object() {
  std::string Initialisers, Members;
  for (const Ancestor& Base : Plan.Line)
    if (&Base != &Plan.Line.back()) {
      const std::string Field = S.fresh(Base.ViewField);
      Initialisers += ", " + Field + "(" + S.viewFunction(Base) + "(" + S.Object + "))";
      Members += seen(Base) + " " + Field + ";\n";
    }
  put("\nexplicit $type($T& $object) noexcept : $viewed(std::addressof($object))$bases {}\n\n",
      {{"type", Plan.Names.ViewClass},
       {"T", S.T},
       {"object", S.Object},
       {"viewed", Viewed},
       {"bases", Initialisers}});
  for (const PlannedMethod& Method : Plan.Methods)
    viewed(Method);
  put("\nprivate:\n$T* $viewed;\n$members};\n\n",
      {{"T", S.T}, {"viewed", Viewed}, {"members", Members}});
}

void ViewSection::viewed(const PlannedConstant& Constant) {
  if (!Constant.IsOwn || !Constant.Definition.Default) {
    put("static constexpr const auto& $name = $declarer::$name;\n",
        {{"name", Constant.Definition.Name},
         {"declarer", Constant.IsOwn ? Impl : seenAs(*Constant.Declarer)}});
    return;
  }
  put("static constexpr $type $default$value;\n"
      "static constexpr const auto& $name = []() -> const auto& {\n"
      "if constexpr (requires { $impl::$name; })\n"
      "  return $impl::$name;\n"
      "else\n"
      "  return $default;\n"
      "}();\n",
      {{"name", Constant.Definition.Name},
       {"default", S.fresh(Constant.Definition.Name + "_default")},
       {"impl", Impl},
       {"type", inFrontOfName(render(Constant.Definition.Type, S.InClass))},
       {"value", initialiser(render(*Constant.Definition.Default, S.InClass))}});
}

void ViewSection::viewed(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const std::string Object = Method.isConst() ? "std::as_const(*" + Viewed + ")" : "*" + Viewed;
  // A concept cannot ask for what is generic, so this is where it is documented.
  if (!M.TemplateParameters.empty())
    comment(M.Doc);
  put({.Head = S.genericHead(Method, S.InTemplate),
       .PlainHead = S.genericHead(Method, S.InTemplate),
       .Specifiers = M.Self == Receiver::None ? "static " : "",
       .Evaluation = M.Evaluation.empty() ? "" : M.Evaluation + " ",
       .Result = "decltype(auto)",
       .Name = M.Name,
       .Parameters = S.parameters(Method, S.InTemplate, true),
       .PlainParameters = S.parameters(Method, S.InTemplate, false),
       .Qualifiers = S.qualifiers(Method, S.InTemplate),
       .Body = Method.IsOwn ? implemented(Method, Object) : inherited(Method)},
      {S.implementerHead("class " + S.T, false),
       Plan.Names.ViewClass + S.implementerArguments(S.T)},
      Method);
}

std::string ViewSection::fits(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  const std::string Type = "std::remove_const_t<" + S.T + ">";
  const std::string Self = M.Self == Receiver::None        ? ""
                           : M.Self == Receiver::Consuming ? Type + "&&"
                           : Method.isConst()              ? "const " + Type + "&"
                                                           : Type + "&";
  const std::string Types = S.parameterTypes(Method, S.InTemplate);
  return fill("requires { ::async_trait::parameters<$self$comma$types>::fit(&$impl::$name); }",
              {{"self", Self},
               {"comma", Self.empty() || Types.empty() ? "" : ", "},
               {"types", Types},
               {"impl", Impl},
               {"name", M.Name}});
}

// A call may convert its arguments for an overload that is another method's.
std::string ViewSection::unlessAnother(const PlannedMethod& Method) const {
  std::vector<std::string> Others;
  for (const PlannedMethod& Other : Plan.Methods)
    if (Other.IsOwn && &Other != &Method && Other.Definition.Name == Method.Definition.Name &&
        Other.Definition.TemplateParameters.empty())
      Others.push_back(fits(Other));
  if (Others.empty() || !Method.Definition.TemplateParameters.empty())
    return "";
  return " && (" + fits(Method) + " || !(" + join(Others, " || ") + "))";
}

std::string ViewSection::implemented(const PlannedMethod& Method, const std::string& Object) const {
  const model::Method& M = Method.Definition;
  const bool Consumes = M.Self == Receiver::Consuming, IsStatic = M.Self == Receiver::None;
  const std::string Given = S.arguments(Method, S.InTemplate);
  const std::string Self = IsStatic ? "" : Consumes ? "std::move(" + Object + ")" : Object;
  const std::string Call =
      fill("$impl::$name($self$comma$given)", {{"impl", Impl},
                                               {"name", S.instance(Method)},
                                               {"self", Self},
                                               {"comma", Self.empty() || Given.empty() ? "" : ", "},
                                               {"given", Given}});
  if (!M.Body)
    return "return " + Call + ";";
  return fill("if constexpr (requires { $call; }$only)\n"
              "  return $call;\n"
              "else\n"
              "  return $self$defaults<$type$of$arguments>::$name($given);",
              {{"call", Call},
               {"only", unlessAnother(Method)},
               {"self", IsStatic   ? ""
                        : Consumes ? "std::move(*this)."
                                   : "this->"},
               {"defaults", Plan.Names.Defaults},
               {"type", Plan.Names.ViewClass},
               {"of", S.implementerArguments(S.T)},
               {"arguments", S.ownArguments()},
               {"name", S.instance(Method)},
               {"given", Given}});
}

/// An object may have the methods of a supertrait itself.
std::string ViewSection::inherited(const PlannedMethod& Method) const {
  if (Method.Definition.Self == Receiver::None)
    return "return " + seenAs(*Method.Declarer) + "::" + S.instance(Method) + "(" +
           S.arguments(Method, S.InTemplate) + ");";
  const std::string Field = S.fresh(Method.Declarer->ViewField);
  return "return " +
         S.call(Method, Method.isConst() ? "std::as_const(" + Field + ")" : Field, S.InTemplate) +
         ";";
}

void ViewSection::viewFunctions() {
  const std::string Type = "std::remove_const_t<" + S.T + ">";
  put("/// \\p object seen through the concept: itself, or a view where $impl is specialised.\n"
      "$head  requires($concept$any && !::async_trait::implemented<$impl<$type$own>>)\n"
      "$T& $view($T& $object) noexcept {\n"
      "return $object;\n"
      "}\n\n"
      "$head  requires ::async_trait::implemented<$impl<$type$own>>\n"
      "$class$arguments $view($T& $object) noexcept {\n"
      "return $class$arguments($object);\n"
      "}\n\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.deducingHead()},
       {"any", S.conceptArgumentsOfAny(Type)},
       {"type", Type},
       {"own", S.ownArguments()},
       {"T", S.T},
       {"object", S.Object},
       {"view", Plan.Names.View},
       {"impl", Plan.Names.Impl},
       {"class", Plan.Names.ViewClass},
       {"arguments", S.implementerArguments(S.T)}});
}

} // namespace

void viewSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  ViewSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
