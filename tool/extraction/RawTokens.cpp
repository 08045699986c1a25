#include "extraction/RawTokens.h"

#include "clang/Lex/Lexer.h"

#include <string>

namespace async_trait_gen {

using namespace clang;

void forEachToken(StringRef Source, const LangOptions& Language,
                  llvm::function_ref<void(const Token&, StringRef)> Visit) {
  // The lexer relies on the null behind the last character.
  const std::string Copy = Source.str();
  Lexer Raw(SourceLocation(), Language, Copy.data(), Copy.data(), Copy.data() + Copy.size());
  Token T;
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof); Raw.LexFromRawLexer(T))
    Visit(T, StringRef(Raw.getBufferLocation() - T.getLength(), T.getLength()));
}

bool hasMatchingBrackets(StringRef Source, const LangOptions& Language) {
  std::string Expected;
  bool Matches = true;
  forEachToken(Source, Language, [&](const Token& T, StringRef Spelling) {
    if (T.is(tok::unknown))
      Matches = false;
    else if (T.is(tok::l_paren))
      Expected += ')';
    else if (T.is(tok::l_square))
      Expected += ']';
    else if (T.is(tok::l_brace))
      Expected += '}';
    else if (T.isOneOf(tok::r_paren, tok::r_square, tok::r_brace)) {
      if (Expected.empty() || Expected.back() != Spelling.front())
        Matches = false;
      else
        Expected.pop_back();
    }
  });
  return Matches && Expected.empty();
}

} // namespace async_trait_gen
