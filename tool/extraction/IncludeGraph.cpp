#include "extraction/IncludeGraph.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include <vector>

namespace async_trait_gen {

using namespace clang;

class IncludeGraph::Recorder : public PPCallbacks {
public:
  Recorder(IncludeGraph& TheTarget, const SourceManager& TheSources)
      : Target(TheTarget), Sources(TheSources) {}

  void InclusionDirective(SourceLocation Hash, const Token&, StringRef, bool, CharSourceRange,
                          OptionalFileEntryRef File, StringRef, StringRef, const Module*, bool,
                          SrcMgr::CharacteristicKind) override {
    add(Hash, File);
  }

  void HasInclude(SourceLocation Where, StringRef, bool, OptionalFileEntryRef File,
                  SrcMgr::CharacteristicKind) override {
    add(Where, File);
  }

private:
  void add(SourceLocation Where, OptionalFileEntryRef File) {
    if (!File)
      return;
    const FileID From = Sources.getFileID(Where);
    if (const FileEntry* Includer = Sources.getFileEntryForID(From))
      Target.Included[Includer].insert(&File->getFileEntry());
    else if (From != Sources.getMainFileID())
      Target.BeforeAll.insert(&File->getFileEntry()); // An `-include` on the command line.
  }

  IncludeGraph& Target;
  const SourceManager& Sources;
};

void IncludeGraph::watch(Preprocessor& PP) {
  PP.addPPCallbacks(std::make_unique<Recorder>(*this, PP.getSourceManager()));
}

FileSet IncludeGraph::closureOf(const FileEntry& File) const {
  FileSet Result;
  std::vector<const FileEntry*> Waiting(BeforeAll.begin(), BeforeAll.end());
  Waiting.push_back(&File);
  while (!Waiting.empty()) {
    const FileEntry* Next = Waiting.back();
    Waiting.pop_back();
    if (!Result.insert(Next).second)
      continue;
    if (const auto Found = Included.find(Next); Found != Included.end())
      Waiting.insert(Waiting.end(), Found->second.begin(), Found->second.end());
  }
  return Result;
}

} // namespace async_trait_gen
