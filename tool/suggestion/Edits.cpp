#include "suggestion/Edits.h"

#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <tuple>

namespace async_trait_gen {
namespace {

using llvm::StringRef;

std::size_t lineBegin(StringRef Content, std::size_t Offset) {
  return Content.take_front(Offset).rfind('\n') + 1;
}

/// Behind its line break.
std::size_t lineEnd(StringRef Content, std::size_t Offset) {
  return std::min(Content.find('\n', Offset), Content.size() - 1) + 1;
}

bool isComment(StringRef Line) {
  Line = Line.trim();
  return Line.starts_with("//") || Line.starts_with("/*") || Line.starts_with("*");
}

} // namespace

std::string edited(StringRef Content, Stretch Of, std::vector<Edit> Edits) {
  // At one place insertions come first, then what contains the others.
  std::ranges::stable_sort(Edits, {}, [](const Edit& One) {
    const std::size_t Length = One.Where.End - One.Where.Begin;
    return std::tuple(One.Where.Begin, Length != 0, -Length);
  });
  std::string Result;
  std::size_t Done = Of.Begin;
  for (const Edit& One : Edits) {
    if (One.Where.Begin < Done || One.Where.End > Of.End)
      continue;
    Result += Content.slice(Done, One.Where.Begin).str() + One.By;
    Done = One.Where.End;
  }
  return Result + Content.slice(Done, Of.End).str();
}

Stretch withComment(StringRef Content, Stretch Part) {
  std::size_t Begin = lineBegin(Content, Part.Begin);
  if (!Content.slice(Begin, Part.Begin).trim().empty())
    return Part;
  while (Begin > 0) {
    const std::size_t Above = lineBegin(Content, Begin - 1);
    if (!isComment(Content.slice(Above, Begin)))
      break;
    Begin = Above;
  }
  const StringRef Lead = Content.slice(Begin, Part.Begin);
  return {Begin + (Lead.size() - Lead.ltrim(" \t").size()), Part.End};
}

Stretch withLines(StringRef Content, Stretch Part) {
  const std::size_t Begin = lineBegin(Content, Part.Begin);
  const std::size_t End = lineEnd(Content, Part.End);
  const bool IsAlone = Content.slice(Begin, Part.Begin).trim().empty() &&
                       Content.slice(Part.End, End).trim().empty();
  return IsAlone ? Stretch{Begin, End} : Part;
}

std::string indentationAt(StringRef Content, std::size_t Offset) {
  const StringRef Before = Content.slice(lineBegin(Content, Offset), Offset);
  return Before.trim().empty() ? Before.str() : std::string();
}

std::string breakBefore(StringRef Content, std::size_t Offset, StringRef Indentation) {
  const StringRef Behind = Content.slice(Offset, lineEnd(Content, Offset)).trim();
  return Behind.empty() || Behind.starts_with("//") ? "" : "\n" + Indentation.str();
}

std::string asComment(StringRef Content, Stretch Part, StringRef Why, StringRef Indentation) {
  std::string Text = "// " + Why.str() + ":";
  llvm::SmallVector<StringRef> Lines;
  Content.slice(Part.Begin, Part.End).split(Lines, '\n');
  for (StringRef Line : Lines) {
    Line.consume_front(Indentation);
    Text += "\n" + Indentation.str() + "//   " + Line.rtrim().str();
  }
  return Text;
}

Edit commentOut(StringRef Content, Stretch Part, StringRef Why) {
  const std::string Indentation = indentationAt(Content, Part.Begin);
  return {Part,
          asComment(Content, Part, Why, Indentation) + breakBefore(Content, Part.End, Indentation)};
}

} // namespace async_trait_gen
