#include "emission/LineTokens.h"

#include "emission/Lexer.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

bool isWord(const LineToken& Token) { return isWordPart(Token.Text[0]); }

bool isDeclarator(const LineToken& Token) {
  return Token.is('*') || Token.is('&') || Token.is("&&");
}

/// How many columns \p Text takes: its code points.
std::size_t widthOf(std::string_view Text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      Text, [](char C) { return (static_cast<unsigned char>(C) & 0xC0) != 0x80; }));
}

} // namespace

std::size_t LineToken::end() const { return Column + widthOf(Text); }

std::size_t LineTokens::read(std::string_view Code) {
  Tokens.clear();
  bool Space = false;
  std::size_t At = 0;
  while (At < Code.size() && Code[At] != '\n') {
    if (Code[At] == ' ' || Code[At] == '\t' || Code[At] == '\r') {
      Space = true;
      ++At;
      continue;
    }
    const std::size_t Length = tokenLength(Code.substr(At));
    Tokens.push_back({.Text = Code.substr(At, Length), .SpaceBefore = Space});
    At += Length;
    Space = false;
  }
  matchBrackets();
  space();
  return std::min(At + 1, Code.size());
}

void LineTokens::matchBrackets() {
  Open.clear();
  const auto DropAngles = [&] {
    while (!Open.empty() && Tokens[Open.back()].is('<'))
      Open.pop_back();
  };
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    const LineToken& Token = Tokens[I];
    if (Token.Text.size() != 1)
      continue;
    switch (Token.Text[0]) {
    case '<':
      if (I > 0 && (Tokens[I - 1].is("template") || Tokens[I - 1].is(']') ||
                    (isWord(Tokens[I - 1]) && !Token.SpaceBefore)))
        Open.push_back(I);
      break;
    case '(':
    case '[':
    case '{':
      Open.push_back(I);
      break;
    case ';':
      DropAngles();
      break;
    case ')':
    case ']':
    case '}':
      DropAngles();
      [[fallthrough]];
    case '>':
      if (Open.empty() || (Token.is('>') && !Tokens[Open.back()].is('<')))
        break;
      Tokens[I].Partner = Open.back();
      Tokens[Open.back()].Partner = I;
      Open.pop_back();
      break;
    default:
      break;
    }
  }
}

// `T &x` and `T *` become `T& x` and `T*`. Where neither side or both have space, it says nothing.
void LineTokens::placeDeclarator(std::size_t I) {
  LineToken& Token = Tokens[I];
  const LineToken& Before = Tokens[I - 1];
  const bool IsBehindName = Token.SpaceBefore && isWord(Before) && !Before.is("return") &&
                            !Before.is("co_return") && !Before.is("co_await");
  const bool IsBehindType = IsBehindName || Before.closesAngle();
  if (!IsBehindType || I + 1 == Tokens.size() || Tokens[I + 1].SpaceBefore)
    return;
  LineToken& After = Tokens[I + 1];
  const bool EndsType = After.is(')') || After.is(',') || After.is("...") || After.closesAngle();
  if (isWord(After) || EndsType || isDeclarator(After))
    Token.SpaceBefore = false;
  if (isWord(After))
    After.SpaceBefore = true;
}

/// Whether this is the name in `(*name)` or `(*&&name)`.
bool LineTokens::isInnerName(std::size_t I) const {
  std::size_t Begin = I;
  while (Begin > 0 && isDeclarator(Tokens[Begin - 1]))
    --Begin;
  return Begin < I && Begin > 0 && Tokens[Begin - 1].is('(') && isWord(Tokens[I]);
}

// The text of a trait comes spaced as its author likes it.
void LineTokens::space() {
  for (std::size_t I = 0; I < Tokens.size(); ++I) {
    LineToken& Token = Tokens[I];
    if (I == 0) {
      Token.SpaceBefore = false;
      continue;
    }
    const LineToken& Before = Tokens[I - 1];
    const bool IsOpen = Before.is('(') || (Before.is('[') && !Token.is('[')) || Before.opensAngle();
    if (IsOpen || Token.is(')') || Token.is(']') || Token.is(',') || Token.is(';') ||
        Token.closesAngle() || isInnerName(I) || (Before.is("requires") && Token.is('(')))
      Token.SpaceBefore = false;
    else if (Before.is(','))
      Token.SpaceBefore = true;
    else if (Token.opensAngle())
      Token.SpaceBefore = Before.is("template");
    else if (isDeclarator(Token))
      placeDeclarator(I);
    Token.Column = Before.end() + (Token.SpaceBefore ? 1 : 0);
  }
}

} // namespace async_trait_gen
