#include "extraction/BoundText.h"

#include "extraction/RawTokens.h"

namespace async_trait_gen {

using namespace clang;

std::vector<BoundPart> partsOf(StringRef Constraint, const NameLookup& Names,
                               SourceLocation Where) {
  ASTContext& Context = Names.context();
  std::vector<BoundPart> Result;
  // The name that is read, with those of the namespaces in front of it.
  SmallVector<IdentifierInfo*, 4> Path;
  tok::TokenKind Before = tok::unknown;
  forEachToken(Constraint, Context.getLangOpts(), [&](const Token& T, StringRef Spelling) {
    BoundPart Part{(T.hasLeadingSpace() ? " " : "") + Spelling.str()};
    if (T.is(tok::raw_identifier)) {
      if (Before != tok::coloncolon)
        Path.clear();
      Path.push_back(&Context.Idents.get(Spelling));
      Part.Trait = Names.findTrait(Path, Where);
    } else if (T.isNot(tok::coloncolon)) {
      Path.clear();
    }
    Before = T.getKind();
    Result.push_back(std::move(Part));
  });
  return Result;
}

} // namespace async_trait_gen
