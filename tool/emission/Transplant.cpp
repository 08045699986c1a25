#include "emission/Transplant.h"

#include "emission/ArgumentText.h"
#include "emission/Identifiers.h"

#include <algorithm>
#include <iterator>

namespace async_trait_gen {
namespace {

/// Of a pack the body may have asked for no more than the length.
void allowUnused(std::vector<model::Parameter>& Parameters, const model::Text& Body) {
  std::set<std::string> Used;
  addIdentifiers(Body, Used);
  for (model::Parameter& Parameter : Parameters)
    if (!Parameter.Name.empty() && !Used.contains(Parameter.Name))
      Parameter.Attributes.push_back(
          {{model::Piece::Kind::Verbatim, "[[maybe_unused]]", std::string()}});
}

} // namespace

Arguments argumentsFor(const model::Trait& Trait, const std::vector<model::Text>& Given) {
  Arguments Result;
  for (std::size_t I = 0; I < Trait.TemplateParameters.size(); ++I) {
    const model::TemplateParameter& Parameter = Trait.TemplateParameters[I];
    if (Parameter.IsPack) {
      const auto First = Given.begin() + static_cast<std::ptrdiff_t>(std::min(I, Given.size()));
      Result.Pack.emplace(Parameter.Name, std::vector<model::Text>(First, Given.end()));
      Result.PackKind = Parameter.What;
    } else if (I < Given.size()) {
      Result.Single.emplace(Parameter.Name, Argument{Parameter.What, Given[I]});
    }
  }
  return Result;
}

Transplant::Transplant(Arguments TheArguments, bool FromOtherNamespace)
    : Args(std::move(TheArguments)), OtherNamespace(FromOtherNamespace) {
  if (Args.Pack)
    for (const PackExpansion::Element& Element : Args.Pack->elements())
      Args.Single.emplace(Element.Name, Argument{Args.PackKind, Element.Pattern});
}

void Transplant::operator()(model::Text& Text) const { move(Text, {}); }

void Transplant::operator()(std::vector<model::Text>& List) const {
  if (Args.Pack)
    List = Args.Pack->written(List);
  for (model::Text& Text : List)
    substitute(Text);
}

void Transplant::operator()(std::vector<model::TemplateParameter>& Parameters) const {
  for (model::TemplateParameter& Parameter : Parameters) {
    (*this)(Parameter.Declaration);
    (*this)(Parameter.Constraint);
    (*this)(Parameter.Default);
  }
}

void Transplant::operator()(model::AssociatedType& Type) const {
  for (model::Text& Bound : Type.Bounds)
    (*this)(Bound);
}

void Transplant::operator()(model::Alias& Alias) const {
  for (model::Text& Attribute : Alias.Attributes)
    (*this)(Attribute);
  (*this)(Alias.TemplateParameters);
  (*this)(Alias.Type);
}

void Transplant::operator()(model::Constant& Constant) const {
  (*this)(Constant.Type);
  if (Constant.Default)
    (*this)(*Constant.Default);
}

void Transplant::operator()(model::Method& Method) const {
  std::set<std::string> Packs;
  if (Args.Pack) {
    for (const model::Parameter& Parameter : Method.Parameters)
      if (Args.Pack->expands(Parameter))
        Packs.insert(Parameter.Name);
    Method.Parameters = Args.Pack->written(Method.Parameters);
  }
  for (model::Parameter& Parameter : Method.Parameters) {
    for (model::Text& Attribute : Parameter.Attributes)
      (*this)(Attribute);
    substitute(Parameter.BeforeName);
    substitute(Parameter.AfterName);
    substitute(Parameter.Default);
  }
  for (model::Text& Attribute : Method.Attributes)
    (*this)(Attribute);
  (*this)(Method.Result);
  move(Method.Noexcept, Packs);
  (*this)(Method.TemplateParameters);
  (*this)(Method.HeadRequires);
  move(Method.Requires, Packs);
  if (!Method.Body)
    return;
  move(*Method.Body, Packs);
  if (!Packs.empty())
    allowUnused(Method.Parameters, *Method.Body);
}

void Transplant::move(model::Text& Text, const std::set<std::string>& ParameterPacks) const {
  if (Args.Pack)
    Text = Args.Pack->written(Text, ParameterPacks);
  substitute(Text);
}

void Transplant::substitute(model::Text& Text) const {
  model::Text Result;
  for (auto At = Text.begin(); At != Text.end(); ++At) {
    model::Piece& Piece = *At;
    const auto Found = Piece.What == model::Piece::Kind::Parameter
                           ? Args.Single.find(Piece.Spelling)
                           : Args.Single.end();
    const auto Next = std::next(At);
    if (Found != Args.Single.end())
      std::ranges::copy(argumentBetween(Found->second, Result.empty() ? "" : Result.back().Spelling,
                                        Next == Text.end() ? "" : Next->Spelling),
                        std::back_inserter(Result));
    else if (Piece.What == model::Piece::Kind::Outer && OtherNamespace)
      Result.push_back({.Spelling = Piece.Qualifier + Piece.Spelling, .Qualifier = {}});
    else if (Piece.What == model::Piece::Kind::Literal && OtherNamespace)
      // Its operator could be called by its name, but with an argument of another form.
      Result.push_back(
          {.Spelling = "[] { using " + Piece.Qualifier + "; return " + Piece.Spelling + "; }()",
           .Qualifier = {}});
    else
      Result.push_back(std::move(Piece));
  }
  Text = std::move(Result);
}

} // namespace async_trait_gen
