#include "emission/ArgumentText.h"

#include "emission/Lexer.h"
#include "emission/TextRendering.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <string>
#include <vector>

namespace async_trait_gen {
namespace {

bool isOneOf(std::string_view Token, std::string_view Set) {
  return Token.size() == 1 && Set.find(Token) != std::string_view::npos;
}

bool isQualifier(std::string_view Word) { return Word == "const" || Word == "volatile"; }

/// Whether what stands between these is a whole argument, of a template or a function.
bool isWhole(std::string_view Before, std::string_view After) {
  return (Before.empty() || isOneOf(Before.substr(Before.size() - 1), "<,(")) &&
         (After.empty() || isOneOf(After.substr(0, 1), ">,)") || After.starts_with("..."));
}

bool needsParentheses(std::string_view Value, std::string_view Before, std::string_view After) {
  if (Before.empty() && After.empty())
    return false;
  const std::vector<std::string_view> Tokens = outerTokens(Value);
  const bool IsComparison = Value.find('<') != std::string_view::npos && !Value.ends_with('>');
  const bool IsName = !IsComparison && std::ranges::all_of(Tokens, [](std::string_view Token) {
    return isWordPart(Token.front()) || Token == "::";
  });
  const bool IsInParentheses = Value.starts_with('(') && Value.find(')') + 1 == Value.size();
  return !IsName && !IsInParentheses;
}

bool needsName(std::string_view Type, std::string_view Before, std::string_view After) {
  const std::vector<std::string_view> Tokens = outerTokens(Type);
  const auto Has = [&](std::string_view Set) {
    return std::ranges::any_of(
        Tokens, [&](std::string_view Token) { return Token == "&&" || isOneOf(Token, Set); });
  };
  if (!Type.starts_with("decltype") && Has("*&(["))
    return !isWhole(Before, After) || (After.empty() && Has("(["));
  if (!hasSeveralWords(Type))
    return false;
  const bool IsQualifiedTwice = std::ranges::any_of(Tokens, isQualifier) &&
                                (Before.ends_with("const") || Before.ends_with("volatile") ||
                                 After.starts_with("const") || After.starts_with("volatile"));
  return IsQualifiedTwice || After.starts_with('(') || After.starts_with('{') ||
         After.starts_with("::");
}

} // namespace

model::Text argumentBetween(const Argument& Given, std::string_view Before,
                            std::string_view After) {
  using Kind = model::TemplateParameter::Kind;
  std::string Whole;
  for (const model::Piece& Piece : Given.Written)
    Whole += Piece.Spelling;
  const std::string_view Front = llvm::StringRef(Before).trim();
  const std::string_view Behind = llvm::StringRef(After).trim();
  std::string Open, Close;
  if (Given.What == Kind::Value && needsParentheses(Whole, Front, Behind))
    Open = "(", Close = ")";
  else if (Given.What == Kind::Type && needsName(Whole, Front, Behind))
    Open = "std::type_identity_t<", Close = ">";
  if (Open.empty())
    return Given.Written;
  model::Text Result = {{.Spelling = Open, .Qualifier = {}}};
  Result.insert(Result.end(), Given.Written.begin(), Given.Written.end());
  Result.push_back({.Spelling = Close, .Qualifier = {}});
  return Result;
}

} // namespace async_trait_gen
