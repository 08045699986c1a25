#include "extraction/FileOutline.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <utility>
#include <vector>

namespace async_trait_gen {

using namespace clang;

namespace {

bool tellsHowItWasReached(StringRef Word) {
  static constexpr StringRef Tellers[] = {"__FILE__",          "__BASE_FILE__",
                                          "__INCLUDE_LEVEL__", "__COUNTER__",
                                          "__builtin_FILE",    "__builtin_source_location",
                                          "source_location"};
  return llvm::is_contained(Tellers, Word);
}

class Outliner {
public:
  Outliner(StringRef TheContent, const LangOptions& Language)
      : Content(TheContent),
        Raw(SourceLocation(), Language, Content.begin(), Content.begin(), Content.end()) {}

  FileOutline outline() {
    next();
    while (T.isNot(tok::eof)) {
      if (T.is(tok::hash) && T.isAtStartOfLine())
        readDirective();
      else
        readCode();
    }
    for (const auto& [Where, Word] : Words) {
      Result.Words.insert(Word);
      if (Where < LastInclude)
        Result.WordsAboveIncludes.insert(Word);
    }
    Result.IncludesComeFirst = FirstCode.value_or(LastInclude) >= LastInclude;
    Result.EndsItsPragmas &= Pushed == 0;
    return std::move(Result);
  }

private:
  void next() { Raw.LexFromRawLexer(T); }

  std::size_t place() const {
    return static_cast<std::size_t>(Raw.getBufferLocation() - Content.begin()) - T.getLength();
  }

  StringRef spelling() const { return Content.substr(place(), T.getLength()); }

  bool isOnLine() const { return T.isNot(tok::eof) && !T.isAtStartOfLine(); }

  void skipLine() {
    while (isOnLine())
      next();
  }

  void readCode() {
    FirstCode = std::min(FirstCode.value_or(place()), place());
    readWords();
  }

  void readWords() {
    if (T.is(tok::raw_identifier) || T.isLiteral()) {
      // What is spelt with line breaks or escapes inside is not seen through.
      Result.IsTheSameEverywhere &= !T.needsCleaning() && !T.hasUCN();
      forEachWord(spelling(), [this](StringRef Word) {
        Words.emplace_back(place(), Word);
        Result.IsTheSameEverywhere &= !tellsHowItWasReached(Word);
        // `_Pragma` is as good as a directive.
        Result.EndsItsPragmas &= Word != "_Pragma" && Word != "__pragma";
      });
    }
    next();
  }

  void readDirective() {
    const std::size_t Hash = place();
    next();
    const StringRef Name = isOnLine() ? spelling() : StringRef();
    if (isOnLine())
      next();
    if (Name.starts_with("include") || Name == "import") {
      LastInclude = Hash;
      Result.IsTheSameEverywhere &= Name != "import"; // It would be read once only.
      if (T.isNot(tok::raw_identifier))
        return skipLine();
    } else if (Name == "pragma") {
      return readPragma();
    }
    while (isOnLine())
      readWords();
  }

  void readPragma() {
    llvm::SmallVector<StringRef, 8> Line;
    for (; isOnLine(); next())
      Line.push_back(spelling());
    const bool IsOfDiagnostics =
        Line.size() >= 3 && (Line[0] == "GCC" || Line[0] == "clang") && Line[1] == "diagnostic";
    if (IsOfDiagnostics && Line[2] == "push")
      ++Pushed;
    else if (IsOfDiagnostics && Pushed > 0)
      Pushed -= Line[2] == "pop" ? 1 : 0;
    else if (Line.size() == 2 && Line[1] == "system_header")
      Result.IsTheSameEverywhere = false; // It is for included files only.
    else if (Line.empty() || (Line[0] != "once" && Line[0] != "region" && Line[0] != "endregion"))
      Result.EndsItsPragmas = false;
  }

  StringRef Content;
  Lexer Raw;
  Token T;
  FileOutline Result;
  std::vector<std::pair<std::size_t, StringRef>> Words;
  std::optional<std::size_t> FirstCode;
  std::size_t LastInclude = 0;
  unsigned Pushed = 0;
};

} // namespace

FileOutline outlineOf(StringRef Content, const LangOptions& Language) {
  return Outliner(Content, Language).outline();
}

} // namespace async_trait_gen
