#include "extraction/SourceRecord.h"

#include "extraction/Attribute.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"

namespace async_trait_gen {
namespace {

/// Knows which files are worth recording; asks each file only once.
class FileFilter {
public:
  explicit FileFilter(const clang::SourceManager& TheSources) : Sources(TheSources) {}

  bool accepts(clang::SourceLocation Where) {
    const clang::FileID File = Sources.getFileID(Sources.getExpansionLoc(Where));
    const auto [Known, IsNew] = Answers.try_emplace(File, false);
    if (IsNew)
      Known->second = File == Sources.getMainFileID() || mentionsTraits(File);
    return Known->second;
  }

private:
  bool mentionsTraits(clang::FileID File) const {
    const auto Buffer = Sources.getBufferDataOrNone(File);
    return Buffer && Buffer->contains(TraitAttributeName);
  }

  const clang::SourceManager& Sources;
  llvm::DenseMap<clang::FileID, bool> Answers;
};

} // namespace

void SourceRecord::watch(clang::Preprocessor& PP) {
  PP.setTokenWatcher(
      [this, Filter = FileFilter(PP.getSourceManager())](const clang::Token& Token) mutable {
        if (!Token.isAnnotation() && Filter.accepts(Token.getLocation()))
          Tokens.push_back(Token);
      });
}

} // namespace async_trait_gen
