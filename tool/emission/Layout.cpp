#include "emission/Layout.h"

#include "emission/LineTokens.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace async_trait_gen {
namespace {

constexpr std::size_t ColumnLimit = 100;
constexpr std::size_t BlockIndent = 2;
constexpr std::size_t ContinuationIndent = 4;

/// In front of what is laid out already, with its length between: it may have any byte in it.
constexpr char LaidOutBegin = '\x02';
constexpr char LaidOutText = '\x03';

/// A block comment's lines stay under its first.
void appendIndented(const LineToken& Token, std::size_t Indentation, std::string& Result) {
  const std::string_view Text = Token.Text;
  const std::size_t FirstLine = Token.isComment() ? Text.find('\n') : std::string_view::npos;
  Result += Text.substr(0, FirstLine);
  for (std::size_t At = FirstLine; At < Text.size();) {
    const std::size_t End = Text.find('\n', At + 1);
    Result += '\n';
    Result.append(Indentation, ' ');
    Result += Text.substr(At + 1, End - At - 1);
    At = End;
  }
}

/// Some tokens of the line, from one of them up to another.
struct Part {
  std::size_t Begin, End;
  bool empty() const { return Begin == End; }
};

/// Writes one line, broken where it is too long.
class LineWriter {
public:
  LineWriter(const LineTokens& TheTokens, std::size_t Indentation, std::string& TheResult)
      : Tokens(TheTokens), Result(TheResult), Column(Indentation), LineIndentation(Indentation) {
    Result.append(Indentation, ' ');
    write({0, Tokens.size()}, Indentation, 0);
    Result += '\n';
  }

  /// Of the last line that was written.
  std::size_t lineIndentation() const { return LineIndentation; }

private:
  // Each of these writes a part. What it has in further lines is indented by at least `Base`, and
  // its last line leaves `Tail` columns free for what follows.
  void write(Part What, std::size_t Base, std::size_t Tail);
  bool writeBlock(Part What, std::size_t Base, std::size_t Tail);
  bool writeRequirement(Part What, std::size_t Base, std::size_t Tail);
  bool writeAssignment(Part What, std::size_t Base, std::size_t Tail);
  bool writeBases(Part What, std::size_t Base, std::size_t Tail);
  bool writeConjunction(Part What, std::size_t Tail);
  bool writeDeclarator(Part What, std::size_t Base, std::size_t Tail);
  bool writeList(Part What, std::size_t Base, std::size_t Tail);
  void writeItems(const std::vector<Part>& Items, std::size_t Tail);
  void writeWords(Part What, std::size_t Base);
  void writeFlat(Part What);
  void writeSpace();
  void breakLine(std::size_t Indentation);

  std::size_t width(Part What) const {
    return What.empty() ? 0 : Tokens[What.End - 1].end() - Tokens[What.Begin].Column;
  }
  bool fits(Part What, std::size_t At, std::size_t Tail) const {
    return At + width(What) + Tail <= ColumnLimit;
  }
  bool opens(std::size_t I, Part Where) const {
    return Tokens[I].isOpening() && Tokens[I].Partner < Where.End;
  }
  std::size_t next(std::size_t I) const {
    return Tokens[I].isOpening() ? Tokens[I].Partner + 1 : I + 1;
  }
  /// The first token of \p What, outside of its brackets, that \p Is says yes to.
  template <class Predicate>
  std::optional<std::size_t> find(Part What, Predicate Is) const {
    for (std::size_t I = What.Begin; I < What.End; I = next(I))
      if (Is(I))
        return I;
    return std::nullopt;
  }
  std::optional<std::size_t> findBlock(Part What) const;
  std::optional<std::size_t> findList(Part What) const;
  std::vector<Part> split(Part What, std::string_view Separator) const;
  bool hasSeveralItems(std::size_t Open) const;
  std::optional<std::size_t> linesOf(const std::vector<Part>& Items, std::size_t Start,
                                     std::size_t Tail) const;

  const LineTokens& Tokens;
  std::string& Result;
  std::size_t Column;
  std::size_t LineIndentation;
};

void LineWriter::writeSpace() {
  Result += ' ';
  ++Column;
}

void LineWriter::breakLine(std::size_t Indentation) {
  Result += '\n';
  Result.append(Indentation, ' ');
  Column = LineIndentation = Indentation;
}

void LineWriter::writeFlat(Part What) {
  for (std::size_t I = What.Begin; I < What.End; ++I) {
    if (I > What.Begin)
      Result.append(Tokens[I].Column - Tokens[I - 1].end(), ' ');
    appendIndented(Tokens[I], LineIndentation, Result);
  }
  Column += width(What);
}

void LineWriter::write(Part What, std::size_t Base, std::size_t Tail) {
  if (What.empty())
    return;
  if (fits(What, Column, Tail))
    return writeFlat(What);
  // From the loosest parts to the closest.
  if (writeRequirement(What, Base, Tail) || writeBlock(What, Base, Tail) ||
      writeAssignment(What, Base, Tail) || writeBases(What, Base, Tail) ||
      writeConjunction(What, Tail) || writeDeclarator(What, Base, Tail) ||
      writeList(What, Base, Tail))
    return;
  writeWords(What, Base);
}

/// A block of statements, such as a lambda's.
std::optional<std::size_t> LineWriter::findBlock(Part What) const {
  return find(What, [&](std::size_t I) {
    return Tokens[I].is('{') && opens(I, What) && Tokens[Tokens[I].Partner - 1].is(';');
  });
}

bool LineWriter::writeBlock(Part What, std::size_t Base, std::size_t Tail) {
  const auto Open = findBlock(What);
  if (!Open)
    return false;
  const std::size_t Close = Tokens[*Open].Partner;
  write({What.Begin, *Open}, Base, 2);
  Result += *Open > What.Begin ? " {" : "{";
  for (std::size_t I = *Open + 1; I < Close;) {
    const std::size_t End =
        find({I, Close}, [&](std::size_t Each) { return Tokens[Each].is(';'); }).value() + 1;
    breakLine(Base + BlockIndent);
    write({I, End}, Base + BlockIndent, 0);
    I = End;
  }
  breakLine(Base);
  write({Close, What.End}, Base, Tail);
  return true;
}

/// `{ call } -> concept;`
bool LineWriter::writeRequirement(Part What, std::size_t Base, std::size_t Tail) {
  const LineToken& Open = Tokens[What.Begin];
  if (!Open.is('{') || !opens(What.Begin, What) || Open.Partner + 1 == What.End)
    return false;
  Result += '{';
  breakLine(Base + BlockIndent);
  write({What.Begin + 1, Open.Partner}, Base + BlockIndent, 0);
  breakLine(Base);
  write({Open.Partner, What.End}, Base, Tail);
  return true;
}

bool LineWriter::writeAssignment(Part What, std::size_t Base, std::size_t Tail) {
  const auto Sign = find(What, [&](std::size_t I) {
    return Tokens[I].is('=') && I + 1 < What.End && !Tokens[I + 1].is('{');
  });
  if (!Sign || *Sign == What.Begin)
    return false;
  const Part Target = {What.Begin, *Sign + 1}, Value = {*Sign + 1, What.End};
  // Behind a name in a line of its own, the value belongs to that line.
  const bool IsTargetBroken = !fits(Target, Column, 0);
  write(Target, Base, 0);
  const std::size_t ValueBase = IsTargetBroken ? LineIndentation : Base;
  if (fits(Value, Column + 1, Tail) || !fits(Value, ValueBase + ContinuationIndent, Tail))
    writeSpace();
  else
    breakLine(ValueBase + ContinuationIndent);
  write(Value, ValueBase, Tail);
  return true;
}

/// The bases of a class, or a constructor's initialisers.
bool LineWriter::writeBases(Part What, std::size_t Base, std::size_t Tail) {
  const auto Colon = find(What, [&](std::size_t I) {
    return Tokens[I].is(':') && Tokens[I].SpaceBefore && I > What.Begin;
  });
  if (!Colon)
    return false;
  write({What.Begin, *Colon}, Base, 0);
  breakLine(Base + ContinuationIndent);
  write({*Colon, What.End}, Base + ContinuationIndent, Tail);
  return true;
}

std::vector<Part> LineWriter::split(Part What, std::string_view Separator) const {
  std::vector<Part> Parts;
  std::size_t Begin = What.Begin;
  while (const auto End = find({Begin, What.End}, [&](std::size_t I) {
           return Tokens[I].is(Separator) && (Tokens[I].SpaceBefore || Separator == ",");
         })) {
    Parts.push_back({Begin, *End + 1});
    Begin = *End + 1;
  }
  if (Begin < What.End)
    Parts.push_back({Begin, What.End});
  return Parts;
}

bool LineWriter::writeConjunction(Part What, std::size_t Tail) {
  std::vector<Part> Operands = split(What, "||");
  if (Operands.size() == 1)
    Operands = split(What, "&&");
  if (Operands.size() == 1)
    return false;
  // They are aligned behind the `requires` or `return`.
  const LineToken& First = Tokens[What.Begin];
  if (First.is("requires") || First.is("return")) {
    writeFlat({What.Begin, What.Begin + 1});
    writeSpace();
    ++Operands.front().Begin;
  }
  writeItems(Operands, Tail);
  return true;
}

/// Breaks `type name` between the two, where the name has no list to break.
bool LineWriter::writeDeclarator(Part What, std::size_t Base, std::size_t Tail) {
  const auto Type = find(What, [&](std::size_t I) { return Tokens[I].is('<') && opens(I, What); });
  const auto List = findList(What);
  if (!Type || *Type == What.Begin || Tokens[What.Begin].is("template") ||
      (List && Tokens[*List].is('(') && fits({What.Begin, *List + 1}, Column, 0)))
    return false;
  const auto Name = find({Tokens[*Type].Partner + 1, What.End},
                         [&](std::size_t I) { return Tokens[I].SpaceBefore; });
  if (!Name || Tokens[*Name].is('{') || Tokens[*Name].is('=') || Tokens[*Name - 1].is("template"))
    return false;
  write({What.Begin, *Name}, Base, 0);
  breakLine(Base + ContinuationIndent);
  write({*Name, What.End}, Base + ContinuationIndent, Tail);
  return true;
}

bool LineWriter::hasSeveralItems(std::size_t Open) const {
  return find({Open + 1, Tokens[Open].Partner}, [&](std::size_t I) { return Tokens[I].is(','); })
      .has_value();
}

/// The bracket of the list that is best broken: the last of parentheses, else of angle brackets,
/// those with several items first.
std::optional<std::size_t> LineWriter::findList(Part What) const {
  std::optional<std::size_t> Found;
  int Best = 0;
  for (std::size_t I = What.Begin; I < What.End; I = next(I)) {
    if (!opens(I, What) || Tokens[I].is('[') || Tokens[I].Partner == I + 1)
      continue;
    const int Rank = Tokens[I].is('(') ? 3 : hasSeveralItems(I) ? 2 : 1;
    if (Rank >= Best) {
      Best = Rank;
      Found = I;
    }
  }
  return Found;
}

bool LineWriter::writeList(Part What, std::size_t Base, std::size_t Tail) {
  const auto Open = findList(What);
  if (!Open)
    return false;
  const Part Inside = {*Open + 1, Tokens[*Open].Partner};
  const Part Rest = {Inside.End, What.End};
  // What precedes may be too long itself.
  if (fits({What.Begin, Inside.Begin}, Column, 0))
    writeFlat({What.Begin, Inside.Begin});
  else
    write({What.Begin, Inside.Begin}, Base, 0);

  // What stays behind the last item, however the rest is broken.
  const bool RestFits = width(Rest) + Tail + Base + ContinuationIndent <= ColumnLimit;
  const std::size_t After = RestFits ? width(Rest) + Tail : 1;
  const std::vector<Part> Items = split(Inside, ",");
  const auto Aligned = linesOf(Items, Column, After);
  const auto Indented = linesOf(Items, Base + ContinuationIndent, After);
  const bool IsSplit = split(Inside, "&&").size() > 1 || split(Inside, "||").size() > 1;
  const bool HasBlock = findBlock(Inside).has_value();
  const bool IsOperand = *Open > What.Begin && Tokens[*Open - 1].is("decltype");
  const bool IsAlone = Items.size() == 1 && !Aligned;
  if (IsAlone && (HasBlock ? Tokens[Inside.Begin].is('[') : IsOperand || (!Indented && !IsSplit))) {
    // The brackets around it are no place to break.
    write(Inside, Base, After);
  } else {
    const bool IsAligned = (Aligned && (!Indented || *Aligned <= *Indented + 1)) ||
                           Tokens[What.Begin].is("template") || (IsAlone && (HasBlock || IsSplit));
    if (!IsAligned)
      breakLine(Base + ContinuationIndent);
    writeItems(Items, After);
  }
  write(Rest, Base, Tail);
  return true;
}

/// How many lines the items take that begin in column \p Start, if none has to be broken.
std::optional<std::size_t> LineWriter::linesOf(const std::vector<Part>& Items, std::size_t Start,
                                               std::size_t Tail) const {
  std::size_t Lines = 1, At = Start;
  for (const Part& Item : Items) {
    const std::size_t Behind = &Item == &Items.back() ? Tail : 0;
    if (!fits(Item, Start, Behind))
      return std::nullopt;
    if (At > Start && !fits(Item, At + 1, Behind)) {
      ++Lines;
      At = Start;
    }
    At += width(Item) + (At > Start ? 1 : 0);
  }
  return Lines;
}

/// Each behind the other or, where it does not fit, below the first.
void LineWriter::writeItems(const std::vector<Part>& Items, std::size_t Tail) {
  const std::size_t Start = Column;
  for (const Part& Item : Items) {
    const std::size_t Behind = &Item == &Items.back() ? Tail : 0;
    if (&Item != &Items.front() && fits(Item, Column + 1, Behind))
      writeSpace();
    else if (&Item != &Items.front())
      breakLine(Start);
    write(Item, Start, Behind);
  }
}

/// What has nothing else to break at: between its words.
void LineWriter::writeWords(Part What, std::size_t Base) {
  const std::size_t Start = Column;
  for (std::size_t I = What.Begin; I < What.End;) {
    const std::size_t End = find({next(I), What.End}, [&](std::size_t Each) {
                              return Tokens[Each].SpaceBefore;
                            }).value_or(What.End);
    if (I > What.Begin) {
      const bool ContinuesString =
          Tokens[I].Text.ends_with('"') && Tokens[I - 1].Text.ends_with('"');
      if (fits({I, End}, Column + 1, 0))
        writeSpace();
      else
        breakLine(ContinuesString ? Start : Base + ContinuationIndent);
    }
    writeFlat({I, End});
    I = End;
  }
}

/// Indents lines by the blocks that they stand in.
class Indenter {
public:
  std::string layOut(std::string_view Code);

private:
  /// A block that is open.
  struct Block {
    std::size_t HeadIndentation;
    std::size_t Indentation;
    bool IsStatement = false; ///< Whether a `;` ends it, not a brace.
  };

  std::size_t indentation() const { return Blocks.empty() ? 0 : Blocks.back().Indentation; }
  std::string_view takeLaidOut(std::string_view Code);
  void line(std::size_t OwnIndentation);
  void separate(bool ClosesBlock);

  std::string Result;
  std::vector<Block> Blocks;
  LineTokens Tokens;
  bool IsBehindBlank = false; ///< Whether an empty line has to come.
};

std::string Indenter::layOut(std::string_view Code) {
  Result.reserve(Code.size() + Code.size() / 2);
  while (!Code.empty()) {
    const std::size_t Text = std::min(Code.find_first_not_of(" \t"), Code.size());
    Code.remove_prefix(Text);
    if (Code.starts_with(LaidOutBegin)) {
      Code = takeLaidOut(Code);
      continue;
    }
    Code.remove_prefix(Tokens.read(Code));
    if (Tokens.empty())
      IsBehindBlank = true;
    else
      line(Text - Text % BlockIndent);
  }
  return std::move(Result);
}

/// An empty line stands between two things, and neither first nor last in a block.
void Indenter::separate(bool ClosesBlock) {
  if (IsBehindBlank && !ClosesBlock && !Result.empty() && !Result.ends_with("{\n"))
    Result += '\n';
  IsBehindBlank = false;
}

std::string_view Indenter::takeLaidOut(std::string_view Code) {
  separate(false);
  std::size_t Size = 0;
  std::from_chars(Code.data() + 1, Code.data() + Code.size(), Size);
  Code.remove_prefix(Code.find(LaidOutText) + 1);
  for (std::string_view Text = Code.substr(0, Size); !Text.empty();) {
    const std::size_t Length = Tokens.read(Text);
    if (!Tokens.empty())
      Result.append(indentation(), ' ');
    std::size_t Done = 0;
    for (std::size_t I = 0; I < Tokens.size(); ++I) {
      const auto Begin = static_cast<std::size_t>(Tokens[I].Text.data() - Text.data());
      Result += Text.substr(Done, Begin - Done);
      appendIndented(Tokens[I], indentation(), Result);
      Done = Begin + Tokens[I].Text.size();
    }
    Result += Text.substr(Done, Length - Done);
    Text.remove_prefix(Length);
  }
  return Code.substr(Size);
}

void Indenter::line(std::size_t OwnIndentation) {
  const LineToken& First = Tokens.front();
  const bool ClosesBlock = First.is('}') && First.Partner == LineToken::None && !Blocks.empty();
  separate(ClosesBlock);
  std::size_t Indentation = indentation() + OwnIndentation;
  if (First.is('#')) {
    Indentation = 0;
  } else if (ClosesBlock) {
    Indentation = Blocks.back().HeadIndentation;
    Blocks.pop_back();
    if (Result.ends_with("{\n")) {
      Result.pop_back(); // Of an empty block: `{}`.
      Indentation = 0;
    }
  } else if (Tokens.back().is(':') && Indentation > 0) {
    --Indentation; // `private:`
  }
  const LineWriter Line(Tokens, Indentation, Result);

  const LineToken& Last = Tokens.back();
  if (Last.is('='))
    Blocks.push_back({Indentation, Indentation + ContinuationIndent, true});
  else if (Last.is(';') && !Blocks.empty() && Blocks.back().IsStatement)
    Blocks.pop_back();
  if (!Last.is('{') || Last.isOpening())
    return;
  const std::string_view Before = Tokens.size() > 1 ? Tokens[Tokens.size() - 2].Text : "";
  const bool IsList = Before == "=" || Before == "return";
  Blocks.push_back({Indentation, IsList ? Line.lineIndentation() + ContinuationIndent
                                        : Indentation + BlockIndent});
}

} // namespace

std::string layOut(std::string_view Code) { return Indenter().layOut(Code); }

std::string laidOut(std::string_view Code) {
  return LaidOutBegin + std::to_string(Code.size()) + LaidOutText + std::string(Code);
}

} // namespace async_trait_gen
