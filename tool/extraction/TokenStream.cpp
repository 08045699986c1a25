#include "extraction/TokenStream.h"

#include "clang/Lex/Lexer.h"

namespace async_trait_gen {

using namespace clang;

namespace {

bool opens(tok::TokenKind Kind) {
  return Kind == tok::l_paren || Kind == tok::l_square || Kind == tok::l_brace;
}

bool closes(tok::TokenKind Kind) {
  return Kind == tok::r_paren || Kind == tok::r_square || Kind == tok::r_brace;
}

} // namespace

TokenStream::TokenStream(const SourceRecord& Record, const SourceManager& TheSources,
                         const LangOptions& Language)
    : Sources(TheSources) {
  Tokens.reserve(Record.Tokens.size());
  for (const Token& T : Record.Tokens) {
    SourceToken Whole{T.getKind(), T.getLocation(), Lexer::getSpelling(T, Sources, Language),
                      T.hasLeadingSpace() || T.isAtStartOfLine(), T.getIdentifierInfo()};
    if (Whole.Kind != tok::greatergreater) {
      add(std::move(Whole));
      continue;
    }
    const SourceLocation Second = Whole.Where.getLocWithOffset(1);
    add({tok::greater, Whole.Where, ">", Whole.SpaceBefore, nullptr});
    add({tok::greater, Second, ">", false, nullptr});
  }
}

void TokenStream::add(SourceToken Token) {
  Places.try_emplace(Token.Where, Tokens.size());
  Tokens.push_back(std::move(Token));
}

std::optional<std::size_t> TokenStream::find(SourceLocation Where) const {
  if (const auto Found = Places.find(Where); Found != Places.end())
    return Found->second;
  // The first half of a `>>` has a place of its own in the AST, spelled here.
  if (const auto Found = Places.find(Sources.getSpellingLoc(Where)); Found != Places.end())
    return Found->second;
  return std::nullopt;
}

std::size_t TokenStream::skipBrackets(std::size_t Open) const {
  std::size_t Depth = 0;
  for (std::size_t I = Open; I < size(); ++I) {
    if (opens(Tokens[I].Kind))
      ++Depth;
    else if (closes(Tokens[I].Kind) && --Depth == 0)
      return I + 1;
  }
  return size();
}

std::size_t TokenStream::skipAngles(std::size_t Open) const {
  std::size_t Depth = 0;
  for (std::size_t I = Open; I < size();) {
    if (opens(Tokens[I].Kind)) {
      I = skipBrackets(I);
      continue;
    }
    // One that is no bracket has no end.
    if (is(I, tok::semi) || is(I, tok::r_paren) || is(I, tok::r_square) || is(I, tok::r_brace))
      return size();
    if (is(I, tok::less))
      ++Depth;
    else if (is(I, tok::greater) && --Depth == 0)
      return I + 1;
    ++I;
  }
  return size();
}

std::size_t TokenStream::findOutsideBrackets(TokenRange Range, tok::TokenKind Kind) const {
  for (std::size_t I = Range.Begin; I < Range.End;) {
    if (Tokens[I].Kind == Kind)
      return I;
    I = opens(Tokens[I].Kind) ? skipBrackets(I) : I + 1;
  }
  return Range.End;
}

std::size_t TokenStream::skipAttribute(std::size_t Begin) const {
  if (is(Begin, tok::l_square) && is(Begin + 1, tok::l_square))
    return skipBrackets(Begin);
  if (is(Begin, tok::kw___attribute) && is(Begin + 1, tok::l_paren))
    return skipBrackets(Begin + 1);
  return Begin;
}

std::size_t TokenStream::beforeAttributes(std::size_t End) const {
  std::size_t First = End;
  while (First >= 4 && is(First - 1, tok::r_square) && is(First - 2, tok::r_square)) {
    std::size_t Depth = 0;
    std::size_t I = First;
    do {
      --I;
      if (closes(Tokens[I].Kind))
        ++Depth;
      else if (opens(Tokens[I].Kind))
        --Depth;
    } while (Depth != 0 && I != 0);
    if (skipAttribute(I) != First)
      break;
    First = I;
  }
  return First;
}

std::vector<TokenRange> TokenStream::splitAtCommas(TokenRange Range) const {
  std::vector<TokenRange> Result;
  std::size_t Begin = Range.Begin;
  std::size_t Angles = 0;
  for (std::size_t I = Range.Begin; I < Range.End;) {
    if (opens(Tokens[I].Kind)) {
      I = skipBrackets(I);
      continue;
    }
    if (is(I, tok::less))
      ++Angles;
    else if (is(I, tok::greater) && Angles != 0)
      --Angles;
    else if (is(I, tok::comma) && Angles == 0) {
      Result.push_back({Begin, I});
      Begin = I + 1;
    }
    ++I;
  }
  if (Begin < Range.End)
    Result.push_back({Begin, Range.End});
  return Result;
}

} // namespace async_trait_gen
