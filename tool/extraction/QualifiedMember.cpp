#include "extraction/QualifiedMember.h"

namespace async_trait_gen {

using namespace clang;
using model::Piece;

namespace {

/// Whether the member at \p Index means the same without what is in front of it.
bool needsNoQualifier(std::size_t Index, const TokenStream& Tokens, const NameLookup& Names) {
  if (!Tokens.is(Index, tok::identifier) || !Tokens[Index].Identifier ||
      !Names.hasMember(*Tokens[Index].Identifier))
    return false;
  const Piece::Kind Kind =
      Names.resolve(*Tokens[Index].Identifier, Tokens[Index].Where, /*IsQualifier=*/false).What;
  const bool IsMethod = Kind == Piece::Kind::SelfMember || Kind == Piece::Kind::StaticMember;
  return !IsMethod || Tokens.is(Index + 1, tok::l_paren) || Tokens.is(Index + 1, tok::less);
}

} // namespace

std::optional<QualifiedMember> qualifiedMemberAt(std::size_t Index, const TokenStream& Tokens,
                                                 const NameLookup& Names) {
  if (Index > 0 && Tokens.is(Index - 1, tok::coloncolon))
    return std::nullopt;
  std::size_t I = Index;
  for (const tok::TokenKind Optional : {tok::kw_typename, tok::coloncolon})
    I += Tokens.is(I, Optional) ? 1 : 0;
  SmallVector<IdentifierInfo*, 4> Path;
  for (; Tokens.is(I, tok::identifier) && Tokens[I].Identifier; ++I) {
    Path.push_back(Tokens[I].Identifier);
    std::size_t Behind = I + 1;
    const CXXRecordDecl* Trait = Names.findTrait(Path, Tokens[I].Where);
    if (Trait && Tokens.is(Behind, tok::less))
      Behind = Tokens.skipAngles(Behind);
    if (!Tokens.is(Behind, tok::coloncolon))
      return std::nullopt;
    if (!Trait) {
      I = Behind;
      continue;
    }
    const std::size_t Member = Behind + (Tokens.is(Behind + 1, tok::kw_template) ? 2 : 1);
    if (!Names.isAncestor(*Trait) || !needsNoQualifier(Member, Tokens, Names))
      return std::nullopt;
    return QualifiedMember{I, Member};
  }
  return std::nullopt;
}

} // namespace async_trait_gen
