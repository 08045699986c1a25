#include "model/Json.h"

#include "model/Names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace async_trait_gen::model {
namespace {

using Json = nlohmann::ordered_json;

/// Changes whenever a member is taken away or means something else; new ones
/// may come without.
constexpr int SchemaVersion = 1;

// --- Words for the enumerations ---------------------------------------------

std::string_view wordFor(Piece::Kind Kind) {
  switch (Kind) {
  case Piece::Kind::Verbatim:
    return "verbatim";
  case Piece::Kind::AssociatedType:
    return "associated_type";
  case Piece::Kind::Alias:
    return "alias";
  case Piece::Kind::Constant:
    return "constant";
  case Piece::Kind::Parameter:
    return "parameter";
  case Piece::Kind::Outer:
    return "outer";
  case Piece::Kind::Literal:
    return "literal";
  case Piece::Kind::Self:
    return "self";
  case Piece::Kind::SelfCopy:
    return "self_copy";
  case Piece::Kind::SelfMember:
    return "self_member";
  case Piece::Kind::StaticMember:
    return "static_member";
  }
  return {};
}

std::string_view wordFor(TemplateParameter::Kind Kind) {
  switch (Kind) {
  case TemplateParameter::Kind::Type:
    return "type";
  case TemplateParameter::Kind::Value:
    return "value";
  case TemplateParameter::Kind::Template:
    return "template";
  }
  return {};
}

std::string_view wordFor(Parameter::Category Category) {
  switch (Category) {
  case Parameter::Category::Scalar:
    return "scalar";
  case Parameter::Category::Value:
    return "value";
  case Parameter::Category::LvalueReference:
    return "lvalue_reference";
  case Parameter::Category::RvalueReference:
    return "rvalue_reference";
  case Parameter::Category::Dependent:
    return "dependent";
  }
  return {};
}

std::string_view wordFor(Receiver Self) {
  switch (Self) {
  case Receiver::Mutable:
    return "mutable";
  case Receiver::Const:
    return "const";
  case Receiver::Lvalue:
    return "lvalue";
  case Receiver::ConstLvalue:
    return "const_lvalue";
  case Receiver::Consuming:
    return "consuming";
  case Receiver::None:
    return "none";
  }
  return {};
}

// --- Parts ------------------------------------------------------------------

Json jsonOf(const Piece& P) {
  Json Result = {{"kind", wordFor(P.What)}, {"spelling", P.Spelling}};
  if (!P.Qualifier.empty())
    Result["qualifier"] = P.Qualifier;
  return Result;
}

template <class Element>
Json arrayOf(const std::vector<Element>& Elements);
Json jsonOf(const Supertrait& Super);

/// The spelled string, and its pieces where a name in it matters.
Json jsonOf(const Text& T) {
  std::string Spelled;
  for (const Piece& P : T)
    Spelled += P.Spelling;
  Json Result = {{"text", std::move(Spelled)}};
  const auto IsName = [](const Piece& P) { return P.What != Piece::Kind::Verbatim; };
  if (std::ranges::any_of(T, IsName))
    Result["pieces"] = arrayOf<Piece>(T);
  return Result;
}

Json textOrNull(const Text& T) { return T.empty() ? Json(nullptr) : jsonOf(T); }
Json textOrNull(const std::optional<Text>& T) { return T ? jsonOf(*T) : Json(nullptr); }

Json jsonOf(Location Where) { return {{"line", Where.Line}, {"column", Where.Column}}; }

Json jsonOf(const TemplateParameter& P) {
  return {{"kind", wordFor(P.What)},
          {"name", P.Name},
          {"is_pack", P.IsPack},
          {"declaration", jsonOf(P.Declaration)},
          {"constraint", textOrNull(P.Constraint)},
          {"default", textOrNull(P.Default)}};
}

Json jsonOf(const Parameter& P) {
  return {{"name", P.Name},
          {"attributes", arrayOf(P.Attributes)},
          {"before_name", jsonOf(P.BeforeName)},
          {"after_name", jsonOf(P.AfterName)},
          {"default", textOrNull(P.Default)},
          {"category", wordFor(P.What)},
          {"is_pack", P.IsPack}};
}

template <class Element>
Json arrayOf(const std::vector<Element>& Elements) {
  Json Result = Json::array();
  for (const Element& One : Elements)
    Result.push_back(jsonOf(One));
  return Result;
}

// --- Members ----------------------------------------------------------------

/// The members that all kinds begin with.
template <class Declared>
Json beginning(std::string_view Kind, const Declared& D) {
  return {{"kind", Kind}, {"name", D.Name}, {"location", jsonOf(D.Where)}, {"doc", D.Doc}};
}

Json jsonOf(const AssociatedType& T, const Trait&) {
  Json Result = beginning("associated_type", T);
  Result["hides_outer"] = T.HidesOuter;
  Result["bounds"] = arrayOf(T.Bounds);
  return Result;
}

Json jsonOf(const Alias& A, const Trait&) {
  Json Result = beginning("alias", A);
  Result["hides_outer"] = A.HidesOuter;
  Result["attributes"] = arrayOf(A.Attributes);
  Result["template_parameters"] = arrayOf(A.TemplateParameters);
  Result["type"] = jsonOf(A.Type);
  return Result;
}

Json jsonOf(const Constant& C, const Trait&) {
  Json Result = beginning("constant", C);
  Result["type"] = jsonOf(C.Type);
  Result["default"] = textOrNull(C.Default);
  return Result;
}

/// Only what the output has.
Json outputNames(const Method& M, const Trait& Owner) {
  const MethodNames Names = namesOf(M);
  const bool IsPlain = M.TemplateParameters.empty();
  Json Result = Json::object();
  if (IsPlain && M.IsAsync)
    Result["future"] = Names.Future;
  if (IsPlain && !M.IsStaticOnly && M.Self != Receiver::None && !Owner.IsStaticOnly) {
    Result["vtable_field"] = Names.VtableField;
    Result["wrapper"] = Names.Wrapper;
  }
  return Result;
}

Json jsonOf(const Method& M, const Trait& Owner) {
  Json Result = beginning("method", M);
  Result["output_names"] = outputNames(M, Owner);
  Result["attributes"] = arrayOf(M.Attributes);
  Result["overload"] = M.Overload;
  Result["is_async"] = M.IsAsync;
  Result["result"] = jsonOf(M.Result);
  Result["returns_void"] = M.ReturnsVoid;
  Result["parameters"] = arrayOf(M.Parameters);
  Result["receiver"] = wordFor(M.Self);
  Result["noexcept"] = textOrNull(M.Noexcept);
  Result["template_parameters"] = arrayOf(M.TemplateParameters);
  Result["head_requires"] = textOrNull(M.HeadRequires);
  Result["requires"] = textOrNull(M.Requires);
  Result["is_static_only"] = M.IsStaticOnly;
  Result["evaluation"] = M.Evaluation;
  Result["body"] = textOrNull(M.Body);
  Result["body_is_coroutine"] = M.BodyIsCoroutine;
  return Result;
}

// --- Traits -----------------------------------------------------------------

std::string qualifiedName(const Trait& T) {
  std::string Result;
  for (const std::string& Namespace : T.Namespaces)
    Result += Namespace + "::";
  return Result + T.Name;
}

/// Only what the output has.
Json outputNames(const Trait& T) {
  const TraitNames Names = namesOf(T);
  Json Result = {{"concept", Names.Concept}, {"types", Names.Types},
                 {"impl", Names.Impl},       {"view", Names.View},
                 {"object", Names.Object},   {"view_class", Names.ViewClass},
                 {"mock", Names.Mock},       {"decorated", Names.Decorated}};
  if (hasAliasTemplates(T))
    Result["aliases"] = Names.Aliases;
  if (hasDefaults(T))
    Result["defaults"] = Names.Defaults;
  if (!T.IsStaticOnly)
    Result.update({{"dyn", Names.Dyn},
                   {"ref", Names.Ref},
                   {"shared", Names.Shared},
                   {"vtable", Names.Vtable},
                   {"vtable_object", Names.VtableObject}});
  return Result;
}

Json jsonOf(const Supertrait& Super) {
  return {{"qualified_name", qualifiedName(*Super.Definition)},
          {"arguments", arrayOf(Super.Arguments)}};
}

Json optionOrNull(const std::optional<std::string>& Value) {
  return Value ? Json(*Value) : Json(nullptr);
}

Json jsonOf(const Trait& T) {
  Json Members = Json::array();
  for (const Member& M : T.Members)
    Members.push_back(std::visit([&](const auto& Each) { return jsonOf(Each, T); }, M));
  return {{"kind", "trait"},
          {"name", T.Name},
          {"qualified_name", qualifiedName(T)},
          {"namespaces", T.Namespaces},
          {"location", jsonOf(T.Where)},
          {"doc", T.Doc},
          {"output_names", outputNames(T)},
          {"template_parameters", arrayOf(T.TemplateParameters)},
          {"requires", textOrNull(T.Requires)},
          {"supertraits", arrayOf(T.Supertraits)},
          {"is_static_only", T.IsStaticOnly},
          {"storage", optionOrNull(T.Storage)},
          {"future", optionOrNull(T.Future)},
          {"members", std::move(Members)}};
}

Json jsonOf(const Verbatim& V) { return {{"kind", "verbatim"}, {"text", V.Text}}; }

Json jsonOf(const RuntimeInclude&) { return {{"kind", "runtime_include"}}; }

/// The supertraits that are not in the header itself, each before those that
/// have it as theirs.
class InheritedTraits {
public:
  explicit InheritedTraits(const Header& H) {
    for (const auto& Element : H.Elements)
      if (const auto* T = std::get_if<Trait>(&Element))
        Done.insert(qualifiedName(*T));
    for (const auto& Element : H.Elements)
      if (const auto* T = std::get_if<Trait>(&Element))
        addSupertraits(*T);
  }

  Json take() { return std::move(Result); }

private:
  void addSupertraits(const Trait& T) {
    for (const Supertrait& Super : T.Supertraits) {
      const bool IsNew = Done.insert(qualifiedName(*Super.Definition)).second;
      addSupertraits(*Super.Definition);
      if (IsNew)
        Result.push_back(jsonOf(*Super.Definition));
    }
  }

  std::set<std::string> Done;
  Json Result = Json::array();
};

} // namespace

std::string toJson(const Header& H) {
  Json Elements = Json::array();
  for (const auto& Element : H.Elements)
    Elements.push_back(std::visit([](const auto& Each) { return jsonOf(Each); }, Element));
  const Json Document = {{"schema", SchemaVersion},
                         {"file", H.FileName},
                         {"elements", std::move(Elements)},
                         {"inherited", InheritedTraits(H).take()}};
  constexpr int Indentation = 2;
  return Document.dump(Indentation, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) +
         "\n";
}

} // namespace async_trait_gen::model
