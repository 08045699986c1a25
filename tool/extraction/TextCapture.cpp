#include "extraction/TextCapture.h"

#include "extraction/QualifiedMember.h"
#include "extraction/RawTokens.h"

#include "clang/Basic/TargetInfo.h"
#include "clang/Lex/LiteralSupport.h"

#include <algorithm>
#include <map>
#include <optional>

namespace async_trait_gen {

using namespace clang;
using model::Piece;
using model::Text;

namespace {

/// Whether a name behind this token may belong to what is in front of it.
bool qualifies(tok::TokenKind Kind) {
  return Kind == tok::coloncolon || Kind == tok::period || Kind == tok::arrow;
}

/// Whether \p Source has a directive: a `#` that begins a line.
bool hasDirective(StringRef Source) {
  while (!Source.empty()) {
    const auto [Line, Rest] = Source.split('\n');
    if (Line.ltrim().starts_with("#"))
      return true;
    Source = Rest;
  }
  return false;
}

/// What stands behind the quotes or the digits of a literal, if it is not the language's own.
StringRef suffixOf(const SourceToken& Literal, const ASTContext& Context) {
  const StringRef Spelling = Literal.Spelling;
  if (Literal.Kind != tok::numeric_constant)
    return Spelling.substr(Spelling.find_last_of("'\"") + 1);
  const NumericLiteralParser Number(Spelling, Literal.Where, Context.getSourceManager(),
                                    Context.getLangOpts(), Context.getTargetInfo(),
                                    Context.getDiagnostics());
  return Number.hasUDSuffix() ? Number.getUDSuffix() : StringRef();
}

Piece verbatim(std::string Spelling) { return {Piece::Kind::Verbatim, std::move(Spelling), {}}; }

} // namespace

void append(Text& Target, Piece Added) {
  if (Added.Spelling.empty())
    return;
  if (Added.What == Piece::Kind::Verbatim && !Target.empty() &&
      Target.back().What == Piece::Kind::Verbatim)
    Target.back().Spelling += Added.Spelling;
  else
    Target.push_back(std::move(Added));
}

bool TextCapture::isDeclaredAround(const NamedDecl& D) const {
  return Names.findAround(D.getDeclName(), Names.trait().getBraceRange().getEnd()) != nullptr;
}

bool TextCapture::isQualified(std::size_t Index) const {
  if (Index > 0 && Tokens.is(Index - 1, tok::kw_template))
    --Index;
  return Index > 0 && qualifies(Tokens[Index - 1].Kind) && !Bodies.BehindArrow.contains(Index);
}

Piece TextCapture::meaningOf(std::size_t Index) const {
  return Names.resolve(*Tokens[Index].Identifier, Tokens[Index].Where,
                       Tokens.is(Index + 1, tok::coloncolon));
}

Piece TextCapture::nameAt(std::size_t Index, const LocalNames& Locals) const {
  const SourceToken& Token = Tokens[Index];
  // The type of an implementer need not be a class.
  const bool IsElaboration = Token.Kind == tok::kw_struct || Token.Kind == tok::kw_class;
  if (IsElaboration && nameAt(Index + 1, Locals).What == Piece::Kind::AssociatedType)
    return verbatim("");
  if (Bodies.OwnNames.contains(Index))
    return verbatim(Token.Spelling);
  if (Token.Kind == tok::kw_this)
    return {Piece::Kind::Self, Token.Spelling, {}};
  if (Token.Kind != tok::identifier || !Token.Identifier || Locals.contains(Token.Spelling) ||
      isQualified(Index))
    return verbatim(Token.Spelling);
  return meaningOf(Index);
}

// Adjacent strings are one literal, with the suffix of any.
TextCapture::Reading TextCapture::literalAt(std::size_t Index) const {
  std::string Spelling, Suffix;
  std::size_t End = Index;
  do {
    Spelling += (End > Index ? " " : "") + Tokens[End].Spelling;
    if (const StringRef Own = suffixOf(Tokens[End], Context); !Own.empty())
      Suffix = Own.str();
    ++End;
  } while (End < Tokens.size() && tok::isStringLiteral(Tokens[Index].Kind) &&
           tok::isStringLiteral(Tokens[End].Kind));
  return {{Names.resolveLiteral(std::move(Spelling), Suffix, Tokens[Index].Where)}, End, false};
}

TextCapture::Reading TextCapture::readAt(std::size_t Index, const LocalNames& Locals) const {
  if (tok::isLiteral(Tokens[Index].Kind))
    return literalAt(Index);
  if (Bodies.Copies.contains(Index))
    return {{{Piece::Kind::SelfCopy, "*this", {}}}, Index + 2, true};
  if (Bodies.AwaitedObjects.contains(Index))
    return {{verbatim("::async_trait::awaited" + Tokens[Index].Spelling)}, Index + 1, true};
  // `this->as<int>` is `as<int>`, which needs a `template` in the output.
  if (Tokens.is(Index, tok::kw_this) && Tokens.is(Index + 1, tok::arrow) &&
      Tokens.is(Index + 2, tok::identifier) && Tokens.is(Index + 3, tok::less) &&
      !Bodies.OwnNames.contains(Index) && meaningOf(Index + 2).What == Piece::Kind::SelfMember)
    return {{meaningOf(Index + 2)}, Index + 3, true};
  std::size_t Name = Index;
  Text Result;
  if (Bodies.BareTypes.contains(Index))
    Result.push_back(verbatim("typename "));
  if (Bodies.BareTemplates.contains(Index))
    Result.push_back(verbatim("template "));
  if (const auto Qualified = qualifiedMemberAt(Index, Tokens, Names)) {
    Name = Qualified->Member;
    // Behind `this->` it is an object's already.
    Result.push_back(isQualified(Index) ? verbatim(Tokens[Name].Spelling) : meaningOf(Name));
  } else {
    Result.push_back(nameAt(Index, Locals));
  }
  const Piece::Kind Kind = Result.back().What;
  const bool IsOfTrait =
      Result.size() > 1 || Name != Index ||
      (Kind != Piece::Kind::Verbatim && Kind != Piece::Kind::Outer && Kind != Piece::Kind::Literal);
  return {std::move(Result), Name + 1, IsOfTrait};
}

Text TextCapture::capture(TokenRange Range, const LocalNames& Locals) const {
  return capture(std::vector{Range}, Locals);
}

Text TextCapture::capture(const std::vector<TokenRange>& Ranges, const LocalNames& Locals) const {
  Text Result;
  std::size_t Done = 0;
  for (const TokenRange& Range : Ranges)
    for (std::size_t I = std::max(Range.Begin, Done); I < Range.End; I = Done) {
      if (Tokens[I].SpaceBefore && !Result.empty())
        append(Result, verbatim(" "));
      Reading Found = readAt(I, Locals);
      for (Piece& Each : Found.What)
        append(Result, std::move(Each));
      Done = Found.End;
    }
  return Result;
}

Text TextCapture::captureBody(TokenRange Range, const LocalNames& Locals) const {
  const SourceManager& Sources = Context.getSourceManager();
  const SourceLocation Open = Tokens[Range.Begin].Where;
  const SourceLocation Close = Tokens[Range.End - 1].Where;
  if (Open.isMacroID() || Close.isMacroID())
    return capture(Range, Locals);
  const auto [File, First] = Sources.getDecomposedLoc(Open);
  const unsigned Last = Sources.getFileOffset(Close) + 1;
  const StringRef Source = Sources.getBufferData(File).slice(First, Last);
  if (hasDirective(Source))
    return capture(Range, Locals);

  /// What comes in the place of the source's text up to an offset.
  struct Substitute {
    std::size_t End;
    Text What;
  };
  std::map<std::size_t, Substitute> Substitutes;
  const unsigned TraitBegin = Sources.getFileOffset(Names.trait().getBeginLoc());
  for (std::size_t I = Range.Begin; I < Range.End;) {
    Reading Found = readAt(I, Locals);
    std::optional<std::size_t> Begin, End;
    for (; I < Found.End; ++I) {
      const auto [SpelledIn, Offset] =
          Sources.getDecomposedLoc(Sources.getSpellingLoc(Tokens[I].Where));
      const bool IsWrittenHere = SpelledIn == File && Offset >= First && Offset < Last;
      const bool IsOfLostMacro = !IsWrittenHere && SpelledIn == File && Offset > TraitBegin;
      if (IsOfLostMacro || (Found.IsOfTrait && !IsWrittenHere))
        return capture(Range, Locals);
      if (!IsWrittenHere)
        continue;
      Begin = Begin.value_or(Offset - First);
      End = Offset - First + Tokens[I].Spelling.size();
    }
    const bool IsAsWritten =
        Found.What.size() == 1 && !Found.IsOfTrait && Found.What[0].What == Piece::Kind::Verbatim;
    if (Begin && !IsAsWritten)
      Substitutes.try_emplace(*Begin, Substitute{*End, std::move(Found.What)});
  }

  Text Result;
  std::size_t Done = 0;
  for (auto& [Offset, Found] : Substitutes) {
    append(Result, verbatim(Source.slice(Done, Offset).str()));
    for (Piece& Each : Found.What)
      append(Result, std::move(Each));
    Done = Found.End;
  }
  append(Result, verbatim(Source.drop_front(Done).str()));
  return Result;
}

Text TextCapture::captureString(StringRef Source, SourceLocation Where) const {
  std::vector<std::pair<Token, std::string>> Words;
  forEachToken(Source, Context.getLangOpts(),
               [&](const Token& T, StringRef Spelling) { Words.emplace_back(T, Spelling.str()); });
  Text Result;
  for (std::size_t I = 0; I < Words.size(); ++I) {
    const auto& [T, Spelling] = Words[I];
    if (T.hasLeadingSpace() && !Result.empty())
      append(Result, verbatim(" "));
    IdentifierInfo* Name = T.is(tok::raw_identifier) ? &Context.Idents.get(Spelling) : nullptr;
    const bool IsName = Name && Name->getTokenID() == tok::identifier &&
                        (I == 0 || !qualifies(Words[I - 1].first.getKind()));
    const bool IsQualifier = I + 1 < Words.size() && Words[I + 1].first.is(tok::coloncolon);
    append(Result, IsName ? Names.resolve(*Name, Where, IsQualifier) : verbatim(Spelling));
  }
  return Result;
}

} // namespace async_trait_gen
