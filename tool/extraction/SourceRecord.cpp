#include "extraction/SourceRecord.h"

#include "extraction/Attribute.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"

namespace async_trait_gen {
namespace {

/// Knows which files are worth recording; asks each file only once.
class FileFilter {
public:
  FileFilter(const clang::SourceManager& TheSources, FileSet TheHeaders)
      : Sources(TheSources), Headers(std::move(TheHeaders)) {}

  bool accepts(clang::SourceLocation Where) {
    const clang::FileID File = Sources.getFileID(Sources.getExpansionLoc(Where));
    const auto [Known, IsNew] = Answers.try_emplace(File, false);
    if (IsNew)
      Known->second = Headers.contains(Sources.getFileEntryForID(File)) || mentionsTraits(File);
    return Known->second;
  }

private:
  bool mentionsTraits(clang::FileID File) const {
    const auto Buffer = Sources.getBufferDataOrNone(File);
    return Buffer && Buffer->contains(TraitAttributeName);
  }

  const clang::SourceManager& Sources;
  FileSet Headers;
  llvm::DenseMap<clang::FileID, bool> Answers;
};

class ComputedIncludeWatcher : public clang::PPCallbacks {
public:
  ComputedIncludeWatcher(const clang::SourceManager& TheSources,
                         std::vector<ComputedInclude>& TheTarget)
      : Sources(TheSources), Target(TheTarget) {}

  void InclusionDirective(clang::SourceLocation, const clang::Token&, llvm::StringRef Name, bool,
                          clang::CharSourceRange Range, clang::OptionalFileEntryRef,
                          llvm::StringRef, llvm::StringRef, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    if (Range.getBegin().isMacroID())
      Target.push_back({Sources.getExpansionLoc(Range.getBegin()), Name.str()});
  }

private:
  const clang::SourceManager& Sources;
  std::vector<ComputedInclude>& Target;
};

} // namespace

void SourceRecord::watch(clang::Preprocessor& PP, FileSet Headers) {
  Includes.watch(PP);
  PP.addPPCallbacks(
      std::make_unique<ComputedIncludeWatcher>(PP.getSourceManager(), ComputedIncludes));
  PP.setTokenWatcher([this, Filter = FileFilter(PP.getSourceManager(), std::move(Headers))](
                         const clang::Token& Token) mutable {
    if (!Token.isAnnotation() && Filter.accepts(Token.getLocation()))
      Tokens.push_back(Token);
  });
}

} // namespace async_trait_gen
