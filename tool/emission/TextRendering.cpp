#include "emission/TextRendering.h"

#include "emission/Lexer.h"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <utility>
#include <vector>

namespace async_trait_gen {
namespace {

bool isNamePart(char C) { return std::isalnum(static_cast<unsigned char>(C)) != 0 || C == '_'; }

std::string_view trimmedRight(std::string_view Text) {
  return Text.substr(0, Text.find_last_not_of(' ') + 1);
}

/// Whether the type has one of the declarators \p Any, such as the `(` of
/// `void (*)(int)`, outside of angle brackets, where `decltype` and its like do
/// not count.
bool hasDeclarator(std::string_view Type, std::string_view Any) {
  int Angles = 0, Parentheses = 0;
  for (std::size_t I = 0; I < Type.size(); ++I) {
    const char C = Type[I];
    const std::string_view Before = trimmedRight(Type.substr(0, I));
    const bool IsOperand = C == '(' && (Before.ends_with("decltype") ||
                                        Before.ends_with("typeof") || Before.ends_with("typeof__"));
    if (Angles == 0 && Parentheses == 0 && Any.find(C) != std::string_view::npos && !IsOperand)
      return true;
    if (C == '(')
      ++Parentheses;
    else if (C == ')')
      --Parentheses;
    else if (C == '<' && Parentheses == 0)
      ++Angles;
    else if (C == '>' && Parentheses == 0)
      --Angles;
  }
  return false;
}

std::string nameIn(const Scope& In, const std::string& Name) {
  const auto Found = In.Renamed.find(Name);
  return Found == In.Renamed.end() ? Name : Found->second;
}

std::string renderAlias(const model::Piece& Piece, const Scope& In) {
  if (In.AliasTemplateNames.contains(Piece.Spelling))
    return In.AliasTemplates + Piece.Spelling;
  const auto Found = In.Aliases.find(Piece.Spelling);
  return Found == In.Aliases.end() ? nameIn(In, Piece.Spelling)
                                   : asOneName(render(Found->second, In));
}

std::string render(const model::Piece& Piece, const Scope& In) {
  switch (Piece.What) {
  case model::Piece::Kind::Verbatim:
  case model::Piece::Kind::Parameter:
  case model::Piece::Kind::Literal:
    return Piece.Spelling;
  case model::Piece::Kind::AssociatedType:
    return In.AssociatedTypes + nameIn(In, Piece.Spelling);
  case model::Piece::Kind::Alias:
    return renderAlias(Piece, In);
  case model::Piece::Kind::Constant:
    return In.Constants + Piece.Spelling + In.ConstantSuffix;
  case model::Piece::Kind::Outer:
    return In.Hidden.contains(Piece.Spelling) ? Piece.Qualifier + Piece.Spelling : Piece.Spelling;
  case model::Piece::Kind::Self:
    return In.Self;
  case model::Piece::Kind::SelfCopy:
    return In.Self + " = ::async_trait::captured(*" + In.Self + ")";
  case model::Piece::Kind::SelfMember:
    return In.SelfMembers + Piece.Spelling;
  case model::Piece::Kind::StaticMember:
    return In.StaticMembers + Piece.Spelling;
  }
  return Piece.Spelling;
}

/// \p Piece between what is written already and what comes behind it.
std::string renderBetween(std::string_view Before, const model::Piece& Piece,
                          std::string_view After, const Scope& In) {
  using Kind = model::Piece::Kind;
  constexpr std::string_view Typename = "typename ";
  After.remove_prefix(std::min(After.find_first_not_of(" \t\n"), After.size()));
  std::string Result = render(Piece, In);
  // Said already, or not allowed: in `int (T::Item::*)`.
  if (Result.starts_with(Typename) && (Before.ends_with(Typename) || After.starts_with("::*")))
    Result.erase(0, Typename.size());
  // Of a dependent object or class, what follows is else a comparison.
  const bool IsMember = Piece.What == Kind::SelfMember || Piece.What == Kind::StaticMember;
  if (IsMember && After.starts_with('<') && Result != Piece.Spelling)
    Result.insert(Result.size() - Piece.Spelling.size(), "template ");
  if (Piece.What == Kind::Alias && (After.starts_with('(') || After.starts_with('{')) &&
      hasSeveralWords(Result))
    Result = "std::type_identity_t<" + Result + ">";
  return Result;
}

/// Where the comma of a `[=, ` is that \p Captures ends with, or npos. Where `this` is a variable,
/// `=` captures it already.
std::size_t commaBehindCopyDefault(std::string_view Captures) {
  const std::size_t Comma = Captures.find_last_not_of(" \n");
  const bool IsOne = Comma != std::string_view::npos && Captures[Comma] == ',' &&
                     Captures.substr(0, Comma).ends_with("[=");
  return IsOne ? Comma : std::string_view::npos;
}

/// Makes `Key&` of a type `Key &`.
void closeUpDeclarators(std::string& Type) {
  const std::size_t Last = Type.find_last_not_of("&*");
  if (Last == std::string::npos || Last + 1 == Type.size() || Type[Last] != ' ')
    return;
  Type.erase(Last, 1);
}

} // namespace

std::string render(const model::Text& Text, const Scope& In) {
  std::string Result;
  for (const model::Piece& Piece : Text) {
    const std::size_t Comma =
        Piece.What == model::Piece::Kind::Self ? commaBehindCopyDefault(Result) : std::string::npos;
    if (Comma == std::string::npos)
      Result +=
          renderBetween(Result, Piece, &Piece == &Text.back() ? "" : (&Piece)[1].Spelling, In);
    else
      Result.erase(Comma);
  }
  closeUpDeclarators(Result);
  const bool IsLater = !In.Later.empty() && isByValue(Text) &&
                       std::ranges::any_of(Text, &model::Piece::IsIncomplete);
  return IsLater ? later(Result, In.Later) : Result;
}

bool usesSelf(const model::Text& Body) {
  using Kind = model::Piece::Kind;
  std::string_view Before;
  return std::ranges::any_of(Body, [&](const model::Piece& Piece) {
    const bool IsKept =
        commaBehindCopyDefault(std::exchange(Before, Piece.Spelling)) == std::string_view::npos;
    return (Piece.What == Kind::Self && IsKept) || Piece.What == Kind::SelfCopy ||
           Piece.What == Kind::SelfMember;
  });
}

bool isByValue(const model::Text& Type) {
  if (Type.empty())
    return true;
  const std::string_view Last = trimmedRight(Type.back().Spelling);
  return !Last.ends_with('&') && !Last.ends_with('*');
}

std::string later(const std::string& Type, const std::string& On) {
  return "typename ::async_trait::later<" + std::string(trimmedRight(Type)) + ", " + On + ">::type";
}

std::string render(const std::vector<model::Text>& Attributes, const Scope& In) {
  std::string Result;
  for (const model::Text& Attribute : Attributes)
    Result += render(Attribute, In) + " ";
  return Result;
}

bool readsConstant(const model::Text& Text) {
  return std::ranges::find(Text, model::Piece::Kind::Constant, &model::Piece::What) != Text.end();
}

bool hasSeveralWords(std::string_view Type) {
  const std::vector<std::string_view> Tokens = outerTokens(Type);
  const auto AreWords = [](std::string_view A, std::string_view B) {
    return isWordPart(A.front()) && isWordPart(B.front()) && A != "typename";
  };
  return std::ranges::adjacent_find(Tokens, AreWords) != Tokens.end();
}

std::string inFrontOfName(const std::string& Type) {
  return hasDeclarator(Type, "([") ? "std::type_identity_t<" + Type + ">" : Type;
}

std::string asOneName(const std::string& Type) {
  const bool IsOne = !hasDeclarator(Type, "*&([") && !Type.starts_with("const ");
  return IsOne ? Type : "std::type_identity_t<" + Type + ">";
}

std::string initialiser(const std::string& Default) {
  return Default.starts_with('{') ? Default : " = " + Default;
}

std::string fill(std::string_view Template, Values Given) {
  std::string Result;
  while (true) {
    const std::size_t Dollar = Template.find('$');
    Result += Template.substr(0, Dollar);
    if (Dollar == std::string_view::npos)
      return Result;
    Template.remove_prefix(Dollar + 1);
    const auto End = std::ranges::find_if_not(Template, isNamePart);
    const std::string_view Name(Template.begin(), End);
    const auto* Value = std::ranges::find(Given, Name, &Values::value_type::first);
    assert(Value != Given.end() && "a template names a value that it was not given");
    Result += Value->second;
    Template.remove_prefix(Name.size());
  }
}

std::string join(const std::vector<std::string>& Parts, std::string_view Separator) {
  std::string Result;
  for (const std::string& Part : Parts) {
    if (!Result.empty())
      Result += Separator;
    Result += Part;
  }
  return Result;
}

} // namespace async_trait_gen
