#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using model::Receiver;

class RequirementsSection : Section {
public:
  using Section::Section;
  void write();

private:
  void aliasTemplates();
  void objectConcept();
  std::string typeRequirements() const;
  std::string constantRequirements() const;
  std::string documentation(const PlannedMethod& Method) const;
  std::string requirement(const PlannedMethod& Method) const;
};

void RequirementsSection::write() {
  if (model::hasAliasTemplates(*Plan.Definition))
    aliasTemplates();
  objectConcept();
}

// Other aliases are spelled out in the concept; these it has to reach.
void RequirementsSection::aliasTemplates() {
  put("$head struct $aliases {\n",
      {{"head", S.implementerHead("class " + S.T, true)}, {"aliases", Plan.Names.Aliases}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    if (!Alias.Definition.TemplateParameters.empty())
      aliased(Alias, S.AtNamespace);
  Code.Code += "};\n\n";
}

void RequirementsSection::objectConcept() {
  std::vector<std::string> Parts = S.headConstraints();
  for (const model::Supertrait& Base : Plan.Definition->Supertraits) {
    const auto Ancestor =
        std::ranges::find(Plan.Line, Base.Definition.get(), &Ancestor::Definition);
    Parts.push_back(Ancestor->Namespace + Ancestor->Names.Object +
                    S.ancestorArguments(*Ancestor, S.T, ""));
  }
  if (std::ranges::any_of(Plan.Types, &PlannedType::IsOwn))
    Parts.push_back(typeRequirements());
  if (std::ranges::any_of(Plan.Constants, &PlannedConstant::IsOwn))
    Parts.push_back(constantRequirements());
  for (const PlannedMethod& Method : Plan.Methods)
    if (Method.IsOwn && Method.Definition.TemplateParameters.empty())
      Parts.push_back(documentation(Method) + requirement(Method));
  if (Parts.empty())
    Parts.push_back("true");
  // Several stand in lines of their own.
  const std::string Before = Parts.size() > 1 ? "\n" : " ";

  put("/// What $concept asks of an object's type, which is never a reference here.\n"
      "template <$parameters>\n"
      "concept $object =$before$parts;\n\n",
      {{"concept", Plan.Names.Concept},
       {"parameters", S.conceptParameters()},
       {"object", Plan.Names.Object},
       {"before", Before},
       {"parts", join(Parts, " &&\n")}});
}

std::string RequirementsSection::typeRequirements() const {
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

std::string RequirementsSection::constantRequirements() const {
  std::string Result = "requires {\n";
  for (const PlannedConstant& Constant : Plan.Constants)
    if (Constant.IsOwn)
      Result += fill("{ &$T::$name } -> ::async_trait::constant<$type>;\n",
                     {{"T", S.T},
                      {"name", Constant.Definition.Name},
                      {"type", render(Constant.Definition.Type, S.AtNamespace)}});
  return Result + "}";
}

/// What no Dyn has is documented here, where it is asked for.
std::string RequirementsSection::documentation(const PlannedMethod& Method) const {
  if (Method.IsOnDyn || Method.Definition.Doc.empty())
    return "";
  return join(Method.Definition.Doc, "\n") + "\n";
}

std::string RequirementsSection::requirement(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  const bool IsStatic = M.Self == Receiver::None;
  const bool IsConst = Method.isConst();
  std::vector<std::string> Parameters;
  if (!IsStatic)
    Parameters.push_back((IsConst ? "const " : "") + S.T + "& " + S.Object);
  if (const std::string Given = S.parameters(Method, S.AtNamespace, false); !Given.empty())
    Parameters.push_back(Given);

  // Whether a call is noexcept would else depend on the moves into its parameters, too.
  const std::string Arguments = Method.isNoexcept() ? S.unmovedArguments(Method, S.AtNamespace)
                                                    : S.arguments(Method, S.AtNamespace);
  const std::string Call =
      IsStatic ? S.T + "::" + M.Name + "(" + Arguments + ")" : S.call(Method, S.Object, Arguments);
  std::string Result =
      fill("requires$parameters {\n"
           "{ $call }$noexcept -> ::async_trait::$kind<$result>;\n"
           "}",
           {{"parameters", Parameters.empty() ? "" : "(" + join(Parameters, ", ") + ")"},
            {"call", Call},
            {"noexcept", Method.isNoexcept() ? " noexcept" : ""},
            {"kind", M.IsAsync ? "future" : "yields"},
            {"result", render(M.Result, Spelling::behindParameters(Method, S.AtNamespace))}});
  if (!M.Requires.empty())
    Result = "(!(" + render(M.Requires, S.AtNamespace) + ") || " + Result + ")";
  // Not asked of a Dyn at all: that of a subtrait may have another method of that name.
  if (Method.isStaticOnly())
    Result = "(::async_trait::dyn<" + S.T + "> || " + Result + ")";
  return Result;
}

class ConceptSection : Section {
public:
  using Section::Section;
  void write() {
    put("template <$parameters>\n"
        "concept $concept = $object$arguments;\n\n",
        {{"parameters", S.conceptParameters()},
         {"concept", Plan.Names.Concept},
         {"object", Plan.Names.Object},
         {"arguments", S.conceptArguments("std::remove_reference_t<" + S.T + ">", "")}});
  }
};

} // namespace

void requirementsSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  RequirementsSection(Plan, S, Code).write();
}

void conceptSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  ConceptSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
