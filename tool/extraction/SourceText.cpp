#include "extraction/SourceText.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

namespace async_trait_gen {

using namespace clang;

namespace {

bool documentsNext(StringRef Comment) {
  if (Comment.starts_with("///<") || Comment.starts_with("//!<") || Comment.starts_with("/**<") ||
      Comment.starts_with("/*!<"))
    return false;
  return (Comment.starts_with("///") && !Comment.starts_with("////")) ||
         Comment.starts_with("//!") || Comment.starts_with("/*!") ||
         (Comment.starts_with("/**") && !Comment.starts_with("/***") && Comment != "/**/");
}

bool documentsPrevious(StringRef Comment) {
  return Comment.starts_with("///<") || Comment.starts_with("//!<") ||
         Comment.starts_with("/**<") || Comment.starts_with("/*!<");
}

bool isInclusion(StringRef Directive) {
  return Directive == "include" || Directive == "include_next" || Directive == "import";
}

} // namespace

SourceText::SourceText(StringRef TheContent, const LangOptions& Language) : Content(TheContent) {
  Lexer Raw(SourceLocation(), Language, Content.begin(), Content.begin(), Content.end());
  Raw.SetCommentRetentionState(true);
  enum class Expected { Nothing, Directive, FileName } Next = Expected::Nothing;
  std::size_t Hash = 0;
  bool IsBehindComment = false; // A comment that begins the line.
  Token T;
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof); Raw.LexFromRawLexer(T)) {
    const auto End = static_cast<std::size_t>(Raw.getBufferLocation() - Content.begin());
    const std::size_t Begin = End - T.getLength();
    const bool BeginsLine = T.isAtStartOfLine() || IsBehindComment;
    IsBehindComment = BeginsLine && T.is(tok::comment);
    if (T.is(tok::comment)) {
      Comments.push_back({Begin, End});
      continue;
    }
    const Expected Now = T.isAtStartOfLine() ? Expected::Nothing : Next;
    Next = Expected::Nothing;
    if (T.is(tok::hash) && BeginsLine) {
      Hash = Begin;
      Next = Expected::Directive;
    } else if (Now == Expected::FileName) {
      addInclude(Hash, Begin);
    } else if (Now == Expected::Directive && isInclusion(Content.slice(Begin, End))) {
      Next = Expected::FileName;
    } else if (Now == Expected::Directive) {
      addCondition(Hash, Content.slice(Begin, End));
    }
  }
}

void SourceText::addCondition(std::size_t Hash, StringRef Directive) {
  if (Directive.starts_with("if"))
    Open.push_back({Hash});
  else if (Directive.starts_with("el") && !Open.empty())
    Open.back().push_back(Hash);
  else if (Directive == "endif" && !Open.empty()) {
    Open.back().push_back(Hash);
    Conditions.push_back(std::move(Open.back()));
    Open.pop_back();
  }
}

void SourceText::addInclude(std::size_t Hash, std::size_t NameBegin) {
  const StringRef Rest = Content.drop_front(NameBegin).take_until([](char C) { return C == '\n'; });
  if (!Rest.starts_with("\"") && !Rest.starts_with("<"))
    return;
  const std::size_t Close = Rest.find(Rest.front() == '<' ? '>' : '"', 1);
  if (Close != StringRef::npos)
    Includes.push_back({Hash, NameBegin, NameBegin + Close + 1, Rest.slice(1, Close).str()});
}

StringRef SourceText::textOf(const CommentPlace& Place) const {
  return Content.slice(Place.Begin, Place.End);
}

bool SourceText::onlySpace(std::size_t Begin, std::size_t End, std::size_t LineBreaks) const {
  const StringRef Between = Content.slice(Begin, End);
  return Between.trim().empty() && Between.count('\n') <= LineBreaks;
}

void SourceText::appendLines(const CommentPlace& Place, model::Comment& Lines) const {
  const StringRef Before = Content.take_front(Place.Begin);
  const std::size_t Indent = Place.Begin - (Before.rfind('\n') + 1);
  StringRef Rest = textOf(Place);
  for (bool IsFirst = true; !Rest.empty(); IsFirst = false) {
    StringRef Line = Rest.split('\n').first;
    Rest = Rest.split('\n').second;
    if (!IsFirst)
      Line = Line.drop_front(std::min(Indent, Line.size() - Line.ltrim(" \t").size()));
    Lines.push_back(Line.rtrim(" \t\r").str());
  }
}

model::Comment SourceText::documentation(std::size_t Begin, std::size_t End) const {
  model::Comment Lines;
  std::size_t Above = 0;
  while (Above < Comments.size() && Comments[Above].End <= Begin)
    ++Above;
  std::size_t First = Above;
  std::size_t Below = Begin;
  while (First > 0 && onlySpace(Comments[First - 1].End, Below, 1) &&
         documentsNext(textOf(Comments[First - 1])))
    Below = Comments[--First].Begin;
  for (std::size_t I = First; I < Above; ++I)
    appendLines(Comments[I], Lines);

  std::size_t Behind = Above;
  while (Behind < Comments.size() && Comments[Behind].Begin < End)
    ++Behind;
  std::size_t Line = End;
  for (std::size_t Breaks = 0;
       Behind < Comments.size() && onlySpace(Line, Comments[Behind].Begin, Breaks) &&
       documentsPrevious(textOf(Comments[Behind]));
       ++Behind) {
    model::Comment Trailing;
    appendLines(Comments[Behind], Trailing);
    // Where the output has it, above what it documents, it has no `<`.
    Trailing.front().erase(3, 1);
    Lines.insert(Lines.end(), Trailing.begin(), Trailing.end());
    Line = Comments[Behind].End;
    Breaks = 1;
  }
  return Lines;
}

} // namespace async_trait_gen
