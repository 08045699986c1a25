#include "emission/PackExpansion.h"

#include "emission/Lexer.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace async_trait_gen {
namespace {

using model::Piece;
using model::Text;

constexpr std::string_view Dots = "...";

/// The length of the token that \p Source begins with: a word, a literal, a comment, dots, an arrow
/// or a bracket; what is between those counts as one.
std::size_t partLength(std::string_view Source) {
  constexpr std::string_view Single = "<>()[]{},;";
  const auto IsPart = [&](std::string_view Rest) {
    return isWordPart(Rest.front()) || startsOpaque(Rest) || Rest.starts_with(Dots) ||
           Rest.starts_with("->") || Single.find(Rest.front()) != std::string_view::npos;
  };
  if (Single.find(Source.front()) != std::string_view::npos)
    return 1;
  if (IsPart(Source))
    return tokenLength(Source);
  std::size_t Length = 1;
  while (Length < Source.size() && !IsPart(Source.substr(Length)))
    ++Length;
  return Length;
}

Piece verbatim(std::string_view Spelling) {
  return {.Spelling = std::string(Spelling), .Qualifier = {}};
}

/// \p Text with a piece for each token of what is verbatim.
Text split(const Text& Source) {
  Text Result;
  for (const Piece& Each : Source) {
    if (Each.What != Piece::Kind::Verbatim) {
      Result.push_back(Each);
      continue;
    }
    for (std::string_view Rest = Each.Spelling; !Rest.empty();) {
      const std::size_t Length = partLength(Rest);
      Result.push_back(verbatim(Rest.substr(0, Length)));
      Rest.remove_prefix(Length);
    }
  }
  return Result;
}

/// The reverse of split.
Text joined(const Text& Tokens) {
  Text Result;
  for (const Piece& Each : Tokens)
    if (!Result.empty() && Result.back().What == Piece::Kind::Verbatim &&
        Each.What == Piece::Kind::Verbatim)
      Result.back().Spelling += Each.Spelling;
    else
      Result.push_back(Each);
  return Result;
}

bool isToken(const Piece& Token, std::string_view Spelling) {
  return Token.What == Piece::Kind::Verbatim && Token.Spelling == Spelling;
}

/// Whether \p Token is one of the characters of \p Set.
bool isOneOf(const Piece& Token, std::string_view Set) {
  return Token.What == Piece::Kind::Verbatim && Token.Spelling.size() == 1 &&
         Set.find(Token.Spelling.front()) != std::string_view::npos;
}

bool isBlank(const Piece& Token) {
  return Token.What == Piece::Kind::Verbatim &&
         Token.Spelling.find_first_not_of(" \n") == std::string::npos;
}

/// Where the list element begins that ends just before \p End: behind a comma, or the bracket
/// around. A `<` or `>` without its partner is an operator.
std::size_t elementStart(const Text& Tokens, std::size_t End) {
  std::string Closers;
  std::size_t Start = End;
  for (; Start > 0; --Start) {
    const Piece& Token = Tokens[Start - 1];
    if (isOneOf(Token, ")]}>")) {
      Closers += Token.Spelling;
    } else if (isOneOf(Token, "([{")) {
      while (!Closers.empty() && Closers.back() == '>')
        Closers.pop_back();
      if (Closers.empty())
        break;
      Closers.pop_back();
    } else if (isOneOf(Token, "<")) {
      if (Closers.empty())
        break;
      if (Closers.back() == '>')
        Closers.pop_back();
    } else if (Closers.empty() && isOneOf(Token, ",;")) {
      break;
    }
  }
  while (Start < End && isBlank(Tokens[Start]))
    ++Start;
  return Start;
}

/// Where the parenthesis closes that is open at \p Start.
std::size_t closing(const Text& Tokens, std::size_t Start) {
  int Depth = 1;
  std::size_t End = Start;
  for (; End < Tokens.size(); ++End) {
    Depth += isOneOf(Tokens[End], "([{") ? 1 : isOneOf(Tokens[End], ")]}") ? -1 : 0;
    if (Depth == 0)
      break;
  }
  return End;
}

/// What a fold over nothing is.
std::string_view emptyFold(std::string_view Operator) {
  return Operator == "&&" ? "true" : Operator == "||" ? "false" : "void()";
}

/// The operators of folds, longer ones in front of what they begin or end with.
constexpr std::string_view Operators[] = {
    "->*", "<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
    "+=",  "-=",  "*=",  "/=", "%=", "^=", "&=", "|=", ".*", "<",  ">",
    "=",   "+",   "-",   "*",  "/",  "%",  "^",  "&",  "|",  ","};

std::string_view operatorAtStart(std::string_view Source) {
  Source.remove_prefix(std::min(Source.find_first_not_of(" \n"), Source.size()));
  const auto* Found = std::ranges::find_if(
      Operators, [&](std::string_view Each) { return Source.starts_with(Each); });
  return Found == std::end(Operators) ? std::string_view() : *Found;
}

std::string_view operatorAtEnd(std::string_view Source) {
  Source = Source.substr(0, Source.find_last_not_of(" \n") + 1);
  const auto* Found = std::ranges::find_if(
      Operators, [&](std::string_view Each) { return Source.ends_with(Each); });
  return Found == std::end(Operators) ? std::string_view() : *Found;
}

/// Whether it is the same from either side, whatever its operands are.
bool isAssociative(std::string_view Operator) {
  return Operator == "&&" || Operator == "||" || Operator == ",";
}

std::string spelled(const Text& Source) {
  std::string Result;
  for (const Piece& Each : Source)
    Result += Each.Spelling;
  return Result;
}

/// \p Source without its first \p Count characters.
Text withoutStart(Text Source, std::size_t Count) {
  for (Piece& Each : Source) {
    const std::size_t Dropped = std::min(Count, Each.Spelling.size());
    Each.Spelling.erase(0, Dropped);
    Count -= Dropped;
  }
  std::erase_if(Source, [](const Piece& Each) { return Each.Spelling.empty(); });
  return Source;
}

bool isExpansion(const Text& Element) {
  return !Element.empty() && Element.back().Spelling.ends_with(Dots);
}

/// Takes the last dots away, which make an expansion of a pattern.
void dropDots(Text& Expansion) {
  for (auto Each = Expansion.rbegin(); Each != Expansion.rend(); ++Each)
    if (const std::size_t At = Each->Spelling.rfind(Dots); At != std::string::npos) {
      Each->Spelling.erase(At, Dots.size());
      return;
    }
}

} // namespace

/// Writes out one text; the tokens change under way.
class PackExpansion::Writer {
public:
  Writer(const PackExpansion& TheExpansion, std::set<std::string> TheParameters, const Text& Source)
      : Expansion(TheExpansion), Parameters(std::move(TheParameters)), Tokens(split(Source)) {}

  Text write() {
    for (std::size_t At = 0; At < Tokens.size(); ++At)
      if (isToken(Tokens[At], Dots))
        At = expand(At);
    return joined(Tokens);
  }

  /// \p Pattern for one element, without dots.
  Text element(const Text& Pattern, std::size_t Index) const {
    Text Result = Pattern;
    for (Piece& Each : Result)
      if (isPackName(Each))
        Each.Spelling = Each.What == Piece::Kind::Parameter
                            ? Expansion.Elements[Index].Name
                            : Expansion.numbered(Each.Spelling, Index);
    return Result;
  }

private:
  bool isPackName(const Piece& Token) const {
    return (Token.What == Piece::Kind::Parameter && Token.Spelling == Expansion.Pack) ||
           (Token.What == Piece::Kind::Verbatim && Parameters.contains(Token.Spelling));
  }
  bool namesPack(std::size_t First, std::size_t Last) const {
    return std::any_of(Tokens.begin() + difference(First), Tokens.begin() + difference(Last),
                       [&](const Piece& Token) { return isPackName(Token); });
  }
  static std::ptrdiff_t difference(std::size_t Size) { return static_cast<std::ptrdiff_t>(Size); }
  Text slice(std::size_t First, std::size_t Last) const {
    return {Tokens.begin() + difference(First), Tokens.begin() + difference(Last)};
  }

  /// Puts \p New in place of some tokens; returns where its last one is.
  std::size_t replace(std::size_t First, std::size_t Last, const Text& New) {
    const auto At =
        Tokens.erase(Tokens.begin() + difference(First), Tokens.begin() + difference(Last));
    Tokens.insert(At, New.begin(), New.end());
    return First + New.size() - 1;
  }

  /// Writes out what the dots at \p At belong to, if it expands the pack; returns where it ends.
  std::size_t expand(std::size_t At) {
    if (At > 0 && isToken(Tokens[At - 1], "sizeof"))
      return writeCount(At);
    if (At > 0 && isToken(Tokens[At - 1], "("))
      return writeLeftFold(At);
    if (const std::size_t End = writeFold(At); End != At)
      return End;
    const std::size_t Start = elementStart(Tokens, At);
    return namesPack(Start, At) ? writeList(Start, At) : At;
  }

  /// `(pattern op ...)`, `(pattern op ... op value)` or `(value op ... op pattern)`; returns \p At
  /// itself where these are no fold's dots. With a blank in front of them, what is there is no part
  /// of a type: `(Ts&&...)`, `(ts && ...)`.
  std::size_t writeFold(std::size_t At) {
    std::size_t Gap = At;
    while (Gap > 0 && isBetweenOperands(Tokens[Gap - 1]))
      --Gap;
    const std::string Front = spelled(slice(Gap, At));
    const std::string_view Operator = operatorAtEnd(Front);
    const std::size_t Start = openParenthesis(At), End = closing(Tokens, At);
    Text Behind = slice(At + 1, End);
    const std::string Rest = spelled(Behind);
    const bool IsUnary = Behind.empty() && !Operator.starts_with('>');
    if (Operator.empty() || !Front.ends_with(' ') ||
        (!IsUnary && operatorAtStart(Rest) != Operator))
      return At;

    Text Before = slice(Start, Gap);
    Before.push_back(verbatim(Front.substr(0, Front.rfind(Operator))));
    if (!IsUnary)
      Behind =
          withoutStart(std::move(Behind),
                       std::min(Rest.find_first_not_of(' ', Rest.find(Operator) + Operator.size()),
                                Rest.size()));
    if (namesPack(Start, Gap))
      return replace(Start, End, rightFold(Before, Operator, Behind));
    return namesPack(At, End) ? replace(Start, End, leftFold(Before, Operator, Behind)) : At;
  }

  static bool isBetweenOperands(const Piece& Token) {
    return Token.What == Piece::Kind::Verbatim && !isWordPart(Token.Spelling.front()) &&
           !isOneOf(Token, "()[]{};") && Token.Spelling != Dots;
  }

  /// The index behind the bracket that is open at \p At.
  std::size_t openParenthesis(std::size_t At) const {
    for (std::size_t Depth = 0; At > 0; --At) {
      Depth += isOneOf(Tokens[At - 1], ")]}") ? 1 : 0;
      if (isOneOf(Tokens[At - 1], "([{") && Depth-- == 0)
        break;
    }
    return At;
  }

  std::size_t writeCount(std::size_t At) {
    const std::size_t End = closing(Tokens, At + 2);
    if (!namesPack(At, End))
      return At;
    std::size_t Fixed = 0;
    Text Counts;
    for (const Element& Each : Expansion.Elements) {
      Fixed += Each.IsExpansion ? 0 : 1;
      const auto Name =
          std::find_if(Each.Pattern.rbegin(), Each.Pattern.rend(),
                       [](const Piece& P) { return P.What == Piece::Kind::Parameter; });
      if (Each.IsExpansion && Name != Each.Pattern.rend())
        Counts.push_back(verbatim("sizeof...(" + Name->Spelling + ")"));
    }
    if (Fixed > 0 || Counts.empty())
      Counts.insert(Counts.begin(), verbatim(std::to_string(Fixed)));
    std::string Sum;
    for (const Piece& Each : Counts)
      Sum += (Sum.empty() ? "" : " + ") + Each.Spelling;
    return replace(At - 1, End + 1, {verbatim(Counts.size() > 1 ? "(" + Sum + ")" : Sum)});
  }

  std::size_t writeLeftFold(std::size_t At) {
    const std::size_t End = closing(Tokens, At);
    const Text Behind = slice(std::min(At + 1, End), End);
    const std::string Rest = spelled(Behind);
    const std::string_view Operator = operatorAtStart(Rest);
    if (Operator.empty() || !namesPack(At, End))
      return At;
    const std::size_t Pattern =
        Rest.find_first_not_of(" \n", Rest.find(Operator) + Operator.size());
    return replace(At, End, leftFold({}, Operator, withoutStart(Behind, Pattern)));
  }

  /// `((value op first) op second)`; \p Value may be nothing.
  Text leftFold(const Text& Value, std::string_view Operator, const Text& Pattern) const {
    Text Result = Value;
    for (std::size_t I = 0; I < Expansion.Elements.size(); ++I) {
      const Text One = element(Pattern, I);
      const bool IsExpansion = Expansion.Elements[I].IsExpansion;
      if (IsExpansion && I > 0 && !Expansion.Elements[I - 1].IsExpansion)
        Result = inParentheses(std::move(Result));
      Result = withOperators({Result, IsExpansion ? Text{verbatim(Dots)} : Text(), One}, Operator);
      if (IsExpansion)
        Result = inParentheses(std::move(Result));
    }
    return Result.empty() ? Text{verbatim(emptyFold(Operator))} : Result;
  }

  /// `(first op (second op value))`; \p Value may be nothing.
  Text rightFold(const Text& Pattern, std::string_view Operator, const Text& Value) const {
    Text Result = Value;
    for (std::size_t I = Expansion.Elements.size(); I-- > 0;) {
      const Text One = element(Pattern, I);
      const bool IsNested = I + 1 < Expansion.Elements.size() &&
                            !Expansion.Elements[I + 1].IsExpansion && !isAssociative(Operator);
      if (IsNested)
        Result = inParentheses(std::move(Result));
      if (Expansion.Elements[I].IsExpansion)
        Result = inParentheses(withOperators({One, {verbatim(Dots)}, Result}, Operator));
      else
        Result = withOperators({One, Result}, Operator);
    }
    return Result.empty() ? Text{verbatim(emptyFold(Operator))} : Result;
  }

  static Text inParentheses(Text Inner) {
    Inner.insert(Inner.begin(), verbatim("("));
    Inner.push_back(verbatim(")"));
    return Inner;
  }

  /// The parts that there are, with \p Operator between them.
  static Text withOperators(const std::vector<Text>& Parts, std::string_view Operator) {
    Text Result;
    for (const Text& Part : Parts) {
      if (!Result.empty() && !Part.empty())
        Result.push_back(verbatim((Operator == "," ? "" : " ") + std::string(Operator) + " "));
      Result.insert(Result.end(), Part.begin(), Part.end());
    }
    return Result;
  }

  std::size_t writeList(std::size_t Start, std::size_t At) {
    const Text Pattern = slice(Start, At);
    Text List;
    for (std::size_t I = 0; I < Expansion.Elements.size(); ++I) {
      if (I > 0)
        List.push_back(verbatim(", "));
      std::ranges::move(element(Pattern, I), std::back_inserter(List));
      if (Expansion.Elements[I].IsExpansion)
        List.push_back(verbatim(Dots));
    }
    if (!List.empty())
      return replace(Start, At + 1, List);
    // Nothing at all takes a comma with it.
    std::size_t First = Start, Last = At + 1;
    while (First > 0 && isBlank(Tokens[First - 1]))
      --First;
    if (First > 0 && isToken(Tokens[First - 1], ","))
      --First;
    else if (Last < Tokens.size() && isToken(Tokens[Last], ","))
      ++Last;
    return replace(First, Last, {});
  }

  const PackExpansion& Expansion;
  std::set<std::string> Parameters;
  Text Tokens;
};

PackExpansion::PackExpansion(std::string ThePack, const std::vector<Text>& List)
    : Pack(std::move(ThePack)) {
  for (const Text& Each : List) {
    Text Pattern = Each;
    const bool IsExpansion = isExpansion(Each);
    if (IsExpansion)
      dropDots(Pattern);
    Elements.push_back(
        {Pack + "#" + std::to_string(Elements.size()), std::move(Pattern), IsExpansion});
  }
}

Text PackExpansion::written(const Text& Source, const std::set<std::string>& Packs) const {
  return Writer(*this, Packs, Source).write();
}

std::vector<Text> PackExpansion::written(const std::vector<Text>& List) const {
  std::vector<Text> Result;
  for (const Text& Each : List) {
    if (!isExpansion(Each) || !namesPack(Each)) {
      Result.push_back(written(Each));
      continue;
    }
    Text Pattern = Each;
    dropDots(Pattern);
    const Text Inner = written(Pattern);
    for (std::size_t I = 0; I < Elements.size(); ++I) {
      Result.push_back(Writer(*this, {}, {}).element(Inner, I));
      if (Elements[I].IsExpansion)
        Result.back().push_back(verbatim(Dots));
    }
  }
  return Result;
}

std::vector<model::Parameter>
PackExpansion::written(const std::vector<model::Parameter>& Parameters) const {
  std::vector<model::Parameter> Result;
  for (const model::Parameter& Each : Parameters) {
    model::Parameter Pattern = Each;
    if (!expands(Each)) {
      Pattern.BeforeName = written(Each.BeforeName);
      Pattern.AfterName = written(Each.AfterName);
      Pattern.Default = written(Each.Default);
      Result.push_back(std::move(Pattern));
      continue;
    }
    dropDots(Pattern.BeforeName);
    Pattern.BeforeName = written(Pattern.BeforeName);
    Pattern.AfterName = written(Pattern.AfterName);
    for (std::size_t I = 0; I < Elements.size(); ++I) {
      const Writer Write(*this, {}, {});
      // What has no default cannot stand behind what has one, unless it is a pack.
      if (!Elements[I].IsExpansion)
        for (model::Parameter& Earlier : Result)
          Earlier.Default.clear();
      model::Parameter& One = Result.emplace_back(Pattern);
      One.IsPack = Elements[I].IsExpansion;
      One.BeforeName = Write.element(Pattern.BeforeName, I);
      if (One.IsPack)
        One.BeforeName.push_back(verbatim(Dots));
      One.AfterName = Write.element(Pattern.AfterName, I);
      if (!One.Name.empty())
        One.Name = numbered(One.Name, I);
    }
  }
  return Result;
}

bool PackExpansion::expands(const model::Parameter& Parameter) const {
  return Parameter.IsPack && (namesPack(Parameter.BeforeName) || namesPack(Parameter.AfterName));
}

std::string PackExpansion::numbered(const std::string& Parameter, std::size_t Index) const {
  return Elements.size() == 1 ? Parameter : Parameter + std::to_string(Index + 1);
}

bool PackExpansion::namesPack(const Text& Source) const {
  return std::ranges::any_of(Source, [&](const Piece& Each) {
    return Each.What == Piece::Kind::Parameter && Each.Spelling == Pack;
  });
}

} // namespace async_trait_gen
