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
  void viewFunctions();
  std::string implOf(const Ancestor& Base, const std::string& Implementer) const;
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

std::string ViewSection::implOf(const Ancestor& Base, const std::string& Implementer) const {
  std::string Result = Base.Namespace + Base.Names.Impl + "<" + Implementer;
  for (const model::Text& Argument : Base.Arguments)
    Result += ", " + render(Argument, S.InClass);
  return Result + ">";
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
    if (!Alias.NeedsConstants)
      aliased(Alias, S.InClass);
  for (const PlannedConstant& Constant : Plan.Constants)
    viewed(Constant);
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (Alias.NeedsConstants)
      aliased(Alias, S.InClass);
  put("\nexplicit $type($T& $object) noexcept : object_(std::addressof($object)) {}\n\n",
      {{"type", Type}, {"T", S.T}, {"object", S.Object}});
  for (const PlannedMethod& Method : Plan.Methods)
    viewed(Method);
  put("\nprivate:\n$T* object_;\n};\n\n", {{"T", S.T}});
}

void ViewSection::viewed(const PlannedConstant& Constant) {
  const std::string Impl = implOf(*Constant.Declarer, "std::remove_const_t<" + S.T + ">");
  if (!Constant.Definition.Default) {
    put("static constexpr const auto& $name = $impl::$name;\n",
        {{"name", Constant.Definition.Name}, {"impl", Impl}});
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
  const std::string Given = S.arguments(Method, S.InTemplate);
  std::string Object, Self = "this->";
  switch (M.Self) {
  case Receiver::None:
    Self = "";
    break;
  case Receiver::Mutable:
  case Receiver::Lvalue:
    Object = "*object_";
    break;
  case Receiver::Const:
  case Receiver::ConstLvalue:
    Object = "std::as_const(*object_)";
    break;
  case Receiver::Consuming:
    Object = "std::move(*object_)";
    Self = "std::move(*this).";
    break;
  }
  const std::string OfImpl =
      fill("$impl::$name($object$comma$given)",
           {{"impl", implOf(*Method.Declarer, "std::remove_const_t<" + S.T + ">")},
            {"name", S.instance(Method)},
            {"object", Object},
            {"comma", Object.empty() || Given.empty() ? "" : ", "},
            {"given", Given}});
  std::string Body = "return " + OfImpl + ";";
  if (M.Body)
    Body = fill("if constexpr (requires { $own; })\n"
                "  return $own;\n"
                "else\n"
                "  return $self$defaults<$type$of$arguments>::$name($given);",
                {{"own", OfImpl},
                 {"self", Self},
                 {"defaults", Plan.Names.Defaults},
                 {"type", Plan.Names.ViewClass},
                 {"of", S.implementerArguments(S.T)},
                 {"arguments", S.ownArguments()},
                 {"name", S.instance(Method)},
                 {"given", Given}});
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
       .Body = Body},
      {S.implementerHead("class " + S.T, false),
       Plan.Names.ViewClass + S.implementerArguments(S.T)},
      Method);
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
