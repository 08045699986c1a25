#include "suggestion/FileTokens.h"

#include "clang/Lex/Lexer.h"

#include <algorithm>

namespace async_trait_gen {

using namespace clang;

FileTokens::FileTokens(StringRef TheContent, const LangOptions& Language) : Content(TheContent) {
  Lexer Raw(SourceLocation(), Language, Content.begin(), Content.begin(), Content.end());
  bool IsInDirective = false;
  Token T;
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof); Raw.LexFromRawLexer(T)) {
    const auto End = static_cast<std::size_t>(Raw.getBufferLocation() - Content.begin());
    if (T.isAtStartOfLine())
      IsInDirective = T.is(tok::hash);
    if (!IsInDirective)
      Tokens.push_back({End - T.getLength(), End});
  }
}

StringRef FileTokens::text(std::size_t Index) const {
  if (Index >= Tokens.size())
    return {};
  return Content.slice(Tokens[Index].Begin, Tokens[Index].End);
}

std::size_t FileTokens::at(std::size_t Offset) const {
  const auto Found = std::ranges::lower_bound(Tokens, Offset, {}, &Stretch::Begin);
  return static_cast<std::size_t>(Found - Tokens.begin());
}

std::size_t FileTokens::skipBrackets(std::size_t Open) const {
  std::size_t Depth = 0;
  for (std::size_t Index = Open; Index < Tokens.size(); ++Index) {
    const StringRef Text = text(Index);
    if (Text == "(" || Text == "[" || Text == "{")
      ++Depth;
    else if (Text == ")" || Text == "]" || Text == "}")
      --Depth;
    if (Depth == 0)
      return Index + 1;
  }
  return Tokens.size();
}

std::size_t FileTokens::endOfDeclaration(std::size_t First) const {
  std::size_t Index = First;
  while (Index < Tokens.size()) {
    const StringRef Text = text(Index);
    if (Text == ";")
      return Index + 1;
    if (Text == "(" || Text == "[") {
      Index = skipBrackets(Index);
    } else if (Text == "{") {
      Index = skipBrackets(Index);
      // What follows is a body, or more of an initialiser.
      const StringRef Next = text(Index);
      if (Next == ";")
        return Index + 1;
      if (Next != "," && Next != "{")
        return Index;
    } else {
      ++Index;
    }
  }
  return Index;
}

std::size_t FileTokens::beginOfDeclaration(std::size_t Index) const {
  for (; Index > 0; --Index) {
    const StringRef Before = text(Index - 1);
    const bool IsOnLine = !Content.slice(Tokens[Index - 1].End, Tokens[Index].Begin).contains('\n');
    if (Before == ";" || Before == "{" || Before == "}" || (Before != "]" && !IsOnLine))
      break;
  }
  return Index;
}

bool FileTokens::names(Stretch Part, StringRef Word) const {
  for (std::size_t Index = at(Part.Begin); Index < size() && Tokens[Index].Begin < Part.End;
       ++Index)
    if (text(Index) == Word)
      return true;
  return false;
}

} // namespace async_trait_gen
