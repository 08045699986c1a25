#include "extraction/ParsedUnit.h"

#include "extraction/Places.h"

namespace async_trait_gen {

using namespace clang;

namespace {

template <class Element>
llvm::ArrayRef<Element> elementsOf(const std::map<FileID, std::vector<Element>>& ByFile,
                                   FileID File) {
  const auto Found = ByFile.find(File);
  return Found == ByFile.end() ? llvm::ArrayRef<Element>() : llvm::ArrayRef(Found->second);
}

} // namespace

ParsedUnit::ParsedUnit(ASTContext& TheContext, const SourceRecord& Record)
    : Context(TheContext), Includes(Record.Includes), ComputedIncludes(Record.ComputedIncludes),
      Tokens(Record, sources(), TheContext.getLangOpts()) {
  for (std::size_t I = 0; I < Tokens.size(); ++I)
    TokensByFile[fileOf(Tokens[I].Where, sources())].push_back(I);
  // What was precompiled is in none of the files that are read, and is left there.
  for (Decl* D : Context.getTranslationUnitDecl()->noload_decls())
    DeclarationsByFile[fileOf(D->getLocation(), sources())].push_back(D);
}

HeaderScope ParsedUnit::scopeOf(FileID File) const {
  return HeaderScope(Context, Includes.closureOf(*sources().getFileEntryForID(File)));
}

llvm::ArrayRef<std::size_t> ParsedUnit::tokensIn(FileID File) const {
  return elementsOf(TokensByFile, File);
}

llvm::ArrayRef<Decl*> ParsedUnit::declarationsIn(FileID File) const {
  return elementsOf(DeclarationsByFile, File);
}

} // namespace async_trait_gen
