#include "extraction/TextCapture.h"

#include "extraction/RawTokens.h"

#include <map>

namespace async_trait_gen {

using namespace clang;
using model::Piece;
using model::Text;

namespace {

/// Whether a name behind this token belongs to what is in front of it.
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

Piece TextCapture::pieceAt(std::size_t Index, const LocalNames& Locals) const {
  const SourceToken& Token = Tokens[Index];
  // The type of an implementer need not be a class.
  const bool IsElaboration = Token.Kind == tok::kw_struct || Token.Kind == tok::kw_class;
  if (IsElaboration && pieceAt(Index + 1, Locals).What == Piece::Kind::AssociatedType)
    return verbatim("");
  if (Token.Kind == tok::kw_this)
    return {Piece::Kind::Self, Token.Spelling, {}};
  if (Token.Kind != tok::identifier || !Token.Identifier || Locals.contains(Token.Spelling) ||
      (Index > 0 && qualifies(Tokens[Index - 1].Kind)))
    return verbatim(Token.Spelling);
  return Names.resolve(*Token.Identifier, Token.Where);
}

Text TextCapture::capture(TokenRange Range, const LocalNames& Locals) const {
  return capture(std::vector{Range}, Locals);
}

Text TextCapture::capture(const std::vector<TokenRange>& Ranges, const LocalNames& Locals) const {
  Text Result;
  for (const TokenRange& Range : Ranges)
    for (std::size_t I = Range.Begin; I < Range.End; ++I) {
      if (Tokens[I].SpaceBefore && !Result.empty())
        append(Result, verbatim(" "));
      append(Result, pieceAt(I, Locals));
    }
  return Result;
}

Text TextCapture::captureBody(TokenRange Range, const LocalNames& Locals) const {
  const SourceManager& Sources = Context.getSourceManager();
  const auto PieceAt = [&](std::size_t Index) {
    return Bodies.OwnNames.contains(Index) ? verbatim(Tokens[Index].Spelling)
                                           : pieceAt(Index, Locals);
  };
  const auto Expanded = [&] {
    Text Result;
    for (std::size_t I = Range.Begin; I < Range.End; ++I) {
      if (Tokens[I].SpaceBefore && !Result.empty())
        append(Result, verbatim(" "));
      append(Result, PieceAt(I));
    }
    return Result;
  };

  const SourceLocation Open = Tokens[Range.Begin].Where;
  const SourceLocation Close = Tokens[Range.End - 1].Where;
  if (Open.isMacroID() || Close.isMacroID())
    return Expanded();
  const auto [File, First] = Sources.getDecomposedLoc(Open);
  const unsigned Last = Sources.getFileOffset(Close) + 1;
  const StringRef Source = Sources.getBufferData(File).slice(First, Last);
  if (hasDirective(Source))
    return Expanded();

  const unsigned TraitBegin = Sources.getFileOffset(Names.trait().getBeginLoc());
  std::map<unsigned, Piece> Pieces;
  for (std::size_t I = Range.Begin; I < Range.End; ++I) {
    Piece Found = PieceAt(I);
    const SourceLocation Where = Tokens[I].Where;
    const auto [SpelledIn, Offset] = Sources.getDecomposedLoc(Sources.getSpellingLoc(Where));
    const bool IsWrittenHere = SpelledIn == File && Offset >= First && Offset < Last;
    const bool IsOfLostMacro = !IsWrittenHere && SpelledIn == File && Offset > TraitBegin;
    const bool IsOfTrait = Found.What != Piece::Kind::Verbatim && Found.What != Piece::Kind::Outer;
    if (IsOfLostMacro || (IsOfTrait && !IsWrittenHere))
      return Expanded();
    if (IsWrittenHere && Found.What != Piece::Kind::Verbatim)
      Pieces.try_emplace(Offset - First, std::move(Found));
  }

  Text Result;
  std::size_t Done = 0;
  for (auto& [Offset, Found] : Pieces) {
    append(Result, verbatim(Source.slice(Done, Offset).str()));
    Done = Offset + Found.Spelling.size();
    append(Result, std::move(Found));
  }
  append(Result, verbatim(Source.drop_front(Done).str()));
  return Result;
}

Text TextCapture::captureString(StringRef Source, SourceLocation Where) const {
  Text Result;
  tok::TokenKind Before = tok::unknown;
  forEachToken(Source, Context.getLangOpts(), [&](const Token& T, StringRef Spelling) {
    if (T.hasLeadingSpace() && !Result.empty())
      append(Result, verbatim(" "));
    IdentifierInfo* Name = T.is(tok::raw_identifier) ? &Context.Idents.get(Spelling) : nullptr;
    const bool IsName = Name && Name->getTokenID() == tok::identifier && !qualifies(Before);
    append(Result, IsName ? Names.resolve(*Name, Where) : verbatim(Spelling.str()));
    Before = T.getKind();
  });
  return Result;
}

} // namespace async_trait_gen
