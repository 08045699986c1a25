#include "extraction/HeaderReader.h"

#include "model/Names.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

namespace {

constexpr llvm::StringLiteral RuntimeHeader = "async_trait/trait.h";

std::size_t offsetOf(SourceLocation Where, const SourceManager& Sources) {
  return Sources.getFileOffset(Sources.getExpansionLoc(Where));
}

const Decl& wholeDeclaration(const CXXRecordDecl& D) {
  if (const ClassTemplateDecl* Template = D.getDescribedClassTemplate())
    return *Template;
  return D;
}

} // namespace

bool isMappedInclude(StringRef Name) {
  return Name == RuntimeHeader || !model::generatedName(Name).empty();
}

std::vector<Replacement> mapIncludes(const SourceText& Source) {
  std::vector<Replacement> Result;
  for (const IncludeDirective& Include : Source.includes()) {
    if (Include.Name == RuntimeHeader) {
      Result.push_back({Include.Hash, Include.NameEnd, model::RuntimeInclude{}});
      continue;
    }
    std::string Name = model::generatedName(Include.Name);
    if (!Name.empty())
      Result.push_back(
          {Include.NameBegin + 1, Include.NameEnd - 1, model::Verbatim{std::move(Name)}});
  }
  return Result;
}

Replacement replaceDeclaration(const CXXRecordDecl& D, const TokenStream& Tokens,
                               const SourceManager& Sources, model::Trait By) {
  const Decl& Whole = wholeDeclaration(D);
  const SourceLocation Last =
      D.isThisDeclarationADefinition() ? D.getBraceRange().getEnd() : D.getLocation();
  std::size_t Index = Tokens.find(Last).value_or(Tokens.size());
  while (Index < Tokens.size() && !Tokens.is(Index, tok::semi))
    ++Index;
  const std::size_t End = Index < Tokens.size() ? offsetOf(Tokens[Index].Where, Sources) + 1
                                                : offsetOf(Last, Sources) + 1;
  return {offsetOf(Whole.getBeginLoc(), Sources), End, std::move(By)};
}

Replacement removeDeclaration(const CXXRecordDecl& D, const TokenStream& Tokens,
                              const SourceManager& Sources, StringRef Content) {
  Replacement Result = replaceDeclaration(D, Tokens, Sources, {});
  Result.By = model::Verbatim{};
  const std::size_t LineBegin = Content.take_front(Result.Begin).rfind('\n') + 1;
  const std::size_t LineEnd = std::min(Content.find('\n', Result.End), Content.size() - 1) + 1;
  if (Content.slice(LineBegin, Result.Begin).trim().empty() &&
      Content.slice(Result.End, LineEnd).trim().empty()) {
    Result.Begin = LineBegin;
    Result.End = LineEnd;
  }
  return Result;
}

std::vector<std::variant<model::Verbatim, model::RuntimeInclude, model::Trait>>
applyChanges(StringRef Content, std::vector<Replacement> Changes) {
  std::ranges::sort(Changes, {}, &Replacement::Begin);
  std::vector<std::variant<model::Verbatim, model::RuntimeInclude, model::Trait>> Result;
  const auto Add = [&](std::string Text) {
    if (Text.empty())
      return;
    if (!Result.empty() && std::holds_alternative<model::Verbatim>(Result.back()))
      std::get<model::Verbatim>(Result.back()).Text += Text;
    else
      Result.push_back(model::Verbatim{std::move(Text)});
  };
  std::size_t Done = 0;
  for (Replacement& Change : Changes) {
    if (Change.Begin < Done)
      continue; // An include inside of a trait goes with the trait.
    Add(Content.slice(Done, Change.Begin).str());
    if (auto* Text = std::get_if<model::Verbatim>(&Change.By))
      Add(std::move(Text->Text));
    else
      Result.push_back(std::move(Change.By));
    Done = Change.End;
  }
  Add(Content.drop_front(Done).str());
  return Result;
}

} // namespace async_trait_gen
