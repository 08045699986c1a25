#include "emission/Lexer.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <array>
#include <string>

namespace async_trait_gen {
namespace {

std::size_t lengthUpTo(std::string_view Text, std::string_view End, std::size_t From) {
  const std::size_t Found = Text.find(End, From);
  return Found == std::string_view::npos ? Text.size() : Found + End.size();
}

/// How long the literal is whose quote is at \p Quote.
std::size_t quotedLength(std::string_view Text, std::size_t Quote) {
  if (Quote > 0 && Text[Quote - 1] == 'R' && Text[Quote] == '"') {
    const std::size_t Parenthesis = std::min(Text.find('(', Quote), Text.size());
    const std::string_view Delimiter = Text.substr(Quote + 1, Parenthesis - Quote - 1);
    return lengthUpTo(Text, ")" + std::string(Delimiter) + "\"", Parenthesis);
  }
  std::size_t End = Quote + 1;
  while (End < Text.size() && Text[End] != Text[Quote])
    End += Text[End] == '\\' ? 2 : 1;
  return std::min(End + 1, Text.size());
}

std::size_t wordLength(std::string_view Text) {
  const bool IsNumber = llvm::isDigit(Text[0]);
  std::size_t End = 1;
  while (End < Text.size() &&
         (isWordPart(Text[End]) || (IsNumber && (Text[End] == '.' || Text[End] == '\''))))
    ++End;
  return End;
}

} // namespace

bool isWordPart(char C) {
  return llvm::isAlnum(C) || C == '_' || C == '$' || static_cast<unsigned char>(C) >= 0x80;
}

bool startsOpaque(std::string_view Text) {
  return Text.starts_with("//") || Text.starts_with("/*") || Text.starts_with('"') ||
         Text.starts_with('\'');
}

std::size_t tokenLength(std::string_view Text) {
  if (Text.starts_with("//"))
    return std::min(Text.find('\n'), Text.size());
  if (Text.starts_with("/*"))
    return lengthUpTo(Text, "*/", 2);
  if (Text[0] == '"' || Text[0] == '\'')
    return quotedLength(Text, 0);
  if (isWordPart(Text[0])) {
    const std::size_t End = wordLength(Text);
    constexpr std::array<std::string_view, 9> Prefixes = {"R",  "u8R", "uR", "UR", "LR",
                                                          "u8", "u",   "U",  "L"};
    const bool IsQuoted = End < Text.size() && (Text[End] == '"' || Text[End] == '\'');
    return IsQuoted && std::ranges::find(Prefixes, Text.substr(0, End)) != Prefixes.end()
               ? quotedLength(Text, End)
               : End;
  }
  // Most of them are of one character.
  if (Text.size() == 1 || std::string_view(".=<>:&|+-").find(Text[1]) == std::string_view::npos)
    return 1;
  // Two `>` may end two lists, so they stay apart.
  for (const std::string_view Known : {"::", "...", "<=>", "<<=", "->", "&&", "||", "==", "!=",
                                       "<=", ">=", "<<", "++", "--", "+=", "-=", "*=", "/="})
    if (Text.starts_with(Known))
      return Known.size();
  return 1;
}

std::vector<std::string_view> outerTokens(std::string_view Text) {
  std::vector<std::string_view> Result;
  int Angles = 0;
  while (!Text.empty()) {
    const std::string_view Token = Text.substr(0, tokenLength(Text));
    Text.remove_prefix(Token.size());
    Angles -= Token == ">" ? 1 : 0;
    if (Angles == 0 && Token != ">" && Token != "<" && !llvm::isSpace(Token.front()))
      Result.push_back(Token);
    Angles += Token == "<" ? 1 : 0;
  }
  return Result;
}

} // namespace async_trait_gen
