#include "emission/Section.h"
#include "emission/TraitText.h"

#include <algorithm>
#include <set>

namespace async_trait_gen {
namespace {

using model::Receiver;

/// Google Mock's macro takes no more.
constexpr std::size_t MostParameters = 15;

bool isAssociated(const PlannedMethod& Method) { return Method.Definition.Self == Receiver::None; }

bool isGeneric(const PlannedMethod& Method) {
  return !Method.Definition.TemplateParameters.empty();
}

/// Methods on an object that are no templates, and associated functions that are not provided.
bool isMocked(const PlannedMethod& Method) {
  return !isGeneric(Method) && !(isAssociated(Method) && Method.Definition.Body);
}

/// A macro's argument: parentheses keep its commas together.
std::string macroArgument(std::string Text) {
  return Text.find(',') == std::string::npos ? std::move(Text) : "(" + std::move(Text) + ")";
}

class MockSection : Section {
public:
  using Section::Section;
  void write();

private:
  void types();
  void constants();
  void associatedFunctions();
  void method(const PlannedMethod& Method);
  void throughMacro(const PlannedMethod& Method);
  void throughMember(const PlannedMethod& Method);
  void defaultArguments(const PlannedMethod& Method);
  void unmocked();
  void constructor(const std::string& Class, bool OfAssociated);
  bool namesPack(const model::Text& Type) const;
  bool fitsMacro(const PlannedMethod& Method) const;
  std::string defaultAction(const PlannedMethod& Method) const;
  std::string providedBody(const PlannedMethod& Method) const;

  /// The base that supplies what is provided, as the members name it.
  std::string defaults() const;
  std::string result(const PlannedMethod& Method) const;
  std::string signature(const PlannedMethod& Method, std::size_t Count) const;
  std::string memberMock(const PlannedMethod& Method) const;
  std::string matchers(const PlannedMethod& Method) const;

  const Scope& In = S.InClass;
  /// The overloads that there are, so that none comes twice.
  std::set<std::string> Signatures;
};

void MockSection::write() {
  const bool HasDefaults = model::hasDefaults(*Plan.Definition);
  beginCalls();
  put("/// A Google Mock class that implements $concept.\n"
      "$head struct $mock $base{\n",
      {{"concept", Plan.Names.Concept},
       {"head", S.mockHead()},
       {"mock", Plan.Names.Mock},
       {"base", HasDefaults ? ": " + Plan.Names.Defaults +
                                  S.implementerArguments(Plan.Names.Mock + S.dynArguments()) + " "
                            : ""}});
  types();
  constants();
  unmocked();
  associatedFunctions();
  constructor(Plan.Names.Mock, false);
  for (const PlannedMethod& Method : Plan.Methods)
    Signatures.insert(signature(Method, Method.Definition.Parameters.size()));
  for (const PlannedMethod& Method : Plan.Methods)
    method(Method);
  Code.Code += "};\n\n";
  endCalls();
}

std::string MockSection::defaults() const {
  return Plan.Names.Defaults + S.implementerArguments(Plan.Names.Mock);
}

void MockSection::types() {
  for (const PlannedType& Type : Plan.Types)
    put("using $name = $name_;\n", {{"name", Type.Definition.Name}, {"name_", Type.Parameter}});
  for (const PlannedAlias& Alias : Plan.Aliases)
    aliased(Alias, In);
  Code.Code += "\n";
}

void MockSection::constants() {
  const auto HasDefault = [](const PlannedConstant& Constant) {
    return Constant.Definition.Default.has_value();
  };
  for (const PlannedConstant& Constant : Plan.Constants)
    if (HasDefault(Constant))
      put("using $defaults::$name;\n",
          {{"defaults", defaults()}, {"name", Constant.Definition.Name}});
  if (!std::ranges::all_of(Plan.Constants, HasDefault))
    Code.Code += "// Derive from this class to give a constant another value.\n";
  for (const PlannedConstant& Constant : Plan.Constants)
    if (!HasDefault(Constant))
      put("static constexpr $reference $name = ::async_trait::mock_constant<$type>;\n",
          {{"reference", S.constantReference(Constant, In)},
           {"type", render(Constant.Definition.Type, In)},
           {"name", Constant.Definition.Name}});
  Code.Code += "\n";
}

void MockSection::unmocked() {
  std::set<std::string> Inherited, Missing;
  for (const PlannedMethod& Method : Plan.Methods)
    if (!isMocked(Method))
      (Method.Definition.Body ? Inherited : Missing).insert(Method.Definition.Name);
  // Where a mocked method of that name would hide it.
  for (const std::string& Name : Inherited)
    if (std::ranges::any_of(Plan.Methods, [&](const PlannedMethod& Other) {
          return Other.Definition.Name == Name && isMocked(Other);
        }))
      put("using $defaults::$name;\n", {{"defaults", defaults()}, {"name", Name}});
  if (!Missing.empty())
    put("// Google Mock has no generic methods. Derive from this class to add: $names.\n",
        {{"names", join({Missing.begin(), Missing.end()}, ", ")}});
  Code.Code += "\n";
}

void MockSection::associatedFunctions() {
  const auto IsOne = [](const PlannedMethod& Method) {
    return isAssociated(Method) && isMocked(Method);
  };
  if (std::ranges::none_of(Plan.Methods, IsOne))
    return;
  const std::string Functions = S.fresh("Functions");
  put("/// Answers the associated functions: a test makes one, and expects their calls there.\n"
      "struct $functions : ::async_trait::mock_functions<$functions> {\n",
      {{"functions", Functions}});
  constructor(Functions, true);
  for (const PlannedMethod& Method : Plan.Methods)
    if (IsOne(Method))
      fitsMacro(Method) ? throughMacro(Method) : throughMember(Method);
  Code.Code += "};\n\n";
  const std::string Current = "::async_trait::mock_functions<" + Functions + ">::current()";
  for (const PlannedMethod& Method : Plan.Methods)
    if (IsOne(Method))
      Code.Code += definition({.Specifiers = "static ",
                               .Result = result(Method),
                               .Name = Method.Definition.Name,
                               .Parameters = S.parameters(Method, In, true),
                               .Qualifiers = S.qualifiers(Method, In),
                               .Body = "return " + S.call(Method, Current, In) + ";"});
  Code.Code += "\n";
}

void MockSection::method(const PlannedMethod& Method) {
  if (isAssociated(Method) || !isMocked(Method))
    return;
  fitsMacro(Method) ? throughMacro(Method) : throughMember(Method);
  defaultArguments(Method);
}

bool MockSection::namesPack(const model::Text& Type) const {
  return std::ranges::any_of(Plan.Definition->TemplateParameters, [&](const auto& Parameter) {
    return Parameter.IsPack && std::ranges::any_of(Type, [&](const model::Piece& Piece) {
             return Piece.What == model::Piece::Kind::Parameter && Piece.Spelling == Parameter.Name;
           });
  });
}

// GCC takes packs in the macro's assertions for ones that are not expanded.
bool MockSection::fitsMacro(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  return M.Parameters.size() <= MostParameters && !namesPack(M.Result) &&
         std::ranges::none_of(M.Parameters, [this](const model::Parameter& Parameter) {
           return namesPack(Parameter.BeforeName) || namesPack(Parameter.AfterName);
         });
}

std::string MockSection::result(const PlannedMethod& Method) const {
  const model::Method& M = Method.Definition;
  if (!M.IsAsync)
    return S.result(Method, In);
  return Method.isOfFutureTemplate() ? S.future(Method)
                                     : "::async_trait::mock_future<" + S.result(Method, In) + ">";
}

void MockSection::throughMacro(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  std::vector<std::string> Parameters, Specifiers;
  for (std::size_t I = 0; I < M.Parameters.size(); ++I)
    Parameters.push_back(macroArgument(S.parameter(Method, I, In)));
  if (Method.isConst())
    Specifiers.emplace_back("const");
  if (render(M.Noexcept, In) == "noexcept")
    Specifiers.emplace_back("noexcept");
  if (M.Self == Receiver::Lvalue || M.Self == Receiver::ConstLvalue)
    Specifiers.emplace_back("ref(&)");
  if (M.Self == Receiver::Consuming)
    Specifiers.emplace_back("ref(&&)");
  put("MOCK_METHOD($result, $name, ($parameters)$specifiers);\n",
      {{"result", macroArgument(result(Method))},
       {"name", M.Name},
       {"parameters", join(Parameters, ", ")},
       {"specifiers", Specifiers.empty() ? "" : ", (" + join(Specifiers, ", ") + ")"}});
}

std::string MockSection::memberMock(const PlannedMethod& Method) const {
  const unsigned Overload = Method.Definition.Overload;
  return S.fresh(Method.Definition.Name + "_mock" + (Overload > 1 ? std::to_string(Overload) : ""));
}

// EXPECT_CALL(mock, call(...)) stands for mock.gmock_call(...).
void MockSection::throughMember(const PlannedMethod& Method) {
  const std::string Member = memberMock(Method);
  put("// Google Mock's macro does not take these parameters.\n"
      "mutable ::testing::MockFunction<$result($types)> $member;\n",
      {{"result", result(Method)}, {"types", S.parameterTypes(Method, In)}, {"member", Member}});
  Code.Code += definition({.Result = result(Method),
                           .Name = Method.Definition.Name,
                           .Parameters = S.parameters(Method, In, false),
                           .Qualifiers = S.qualifiers(Method, In),
                           .Body = "return " + Member + ".Call(" + S.arguments(Method, In) + ");"});
  put("auto gmock_$name(const auto&... matchers) const\n"
      "  requires requires { $member.gmock_Call(matchers...); }\n"
      "{\n"
      "return $member.gmock_Call(matchers...);\n"
      "}\n",
      {{"name", Method.Definition.Name}, {"member", Member}});
}

std::string MockSection::signature(const PlannedMethod& Method, std::size_t Count) const {
  std::string Result = Method.Definition.Name + "(";
  for (std::size_t I = 0; I < Count; ++I)
    Result += S.argumentType(Method, I, In) + ", ";
  return Result + ")" + (Method.isConst() ? "const" : "");
}

// The macro knows no default arguments, so overloads supply them.
void MockSection::defaultArguments(const PlannedMethod& Method) {
  const model::Method& M = Method.Definition;
  const std::string Target = M.Self == Receiver::Consuming ? "std::move(*this)." : "this->";
  for (std::size_t Count = M.Parameters.size();
       Count > 0 && !M.Parameters[Count - 1].Default.empty();) {
    --Count;
    if (!Signatures.insert(signature(Method, Count)).second)
      continue;
    Code.Code += definition(
        {.Result = result(Method),
         .Name = M.Name,
         .Parameters = S.firstParameters(Method, Count, In),
         .Qualifiers = S.qualifiers(Method, In),
         .Body = "return " + Target + M.Name + "(" + S.firstArguments(Method, Count, In) + ");"});
  }
}

void MockSection::constructor(const std::string& Class, bool OfAssociated) {
  std::string Actions;
  for (const PlannedMethod& Method : Plan.Methods)
    if (isMocked(Method) && isAssociated(Method) == OfAssociated &&
        (Method.Definition.Body || Method.isOfFutureTemplate()))
      Actions += defaultAction(Method);
  if (!Actions.empty())
    put("$class() {\n$actions}\n\n", {{"class", Class}, {"actions", Actions}});
}

// Provided methods run their body. A future of the trait's own type may have a default value
// that cannot be awaited.
std::string MockSection::defaultAction(const PlannedMethod& Method) const {
  const std::string Object = Method.isConst() ? "std::as_const(*this)"
                             : Method.Definition.Self == Receiver::Consuming ? "std::move(*this)"
                                                                             : "*this";
  const model::Text& Requires = Method.Definition.Requires;
  return fill("$begin "
              "ON_CALL($object, $call)\n"
              "    .WillByDefault($action);\n"
              "$end",
              {{"begin", Requires.empty() ? "" : "if constexpr (" + render(Requires, In) + ") {\n"},
               {"end", Requires.empty() ? "" : "}\n"},
               {"object", fitsMacro(Method) ? Object : memberMock(Method)},
               {"call", fitsMacro(Method) ? matchers(Method) : "Call"},
               {"action", Method.Definition.Body ? providedBody(Method)
                                                 : "::async_trait::co_return_default()"}});
}

/// `read`, or `read(::testing::A<char>())` where the name alone is ambiguous.
std::string MockSection::matchers(const PlannedMethod& Method) const {
  const std::string& Name = Method.Definition.Name;
  const auto Overloads = std::ranges::count_if(Plan.Methods, [&](const PlannedMethod& Other) {
    return Other.Definition.Name == Name && isMocked(Other);
  });
  if (Overloads == 1)
    return Name;
  std::vector<std::string> Matchers;
  for (std::size_t I = 0; I < Method.Definition.Parameters.size(); ++I)
    Matchers.push_back("::testing::A<" + S.argumentType(Method, I, In) + ">()");
  return Name + "(" + join(Matchers, ", ") + ")";
}

std::string MockSection::providedBody(const PlannedMethod& Method) const {
  const bool Consumes = Method.Definition.Self == Receiver::Consuming;
  const std::string Object = fill("static_cast<$const$defaults$reference>(*this)",
                                  {{"const", Method.isConst() ? "const " : ""},
                                   {"defaults", defaults()},
                                   {"reference", Consumes ? "&&" : "&"}});
  std::string Call = Object + "." + Method.Definition.Name + "(" + S.arguments(Method, In) + ")";
  if (Method.isOfFutureTemplate())
    Call = "::async_trait::as_future<" + result(Method) + ">(" + Call + ")";
  return fill("[this]($parameters) -> $result { return $call; }",
              {{"parameters", S.parameters(Method, In, false)},
               {"result", result(Method)},
               {"call", Call}});
}

} // namespace

void mockSection(const TraitPlan& Plan, const Spelling& S, TraitCode& Code) {
  MockSection(Plan, S, Code).write();
}

} // namespace async_trait_gen
