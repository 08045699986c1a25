#include "extraction/IncludeGraph.h"

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Inclusions/StandardLibrary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace async_trait_gen {

using namespace clang;

namespace {

bool isOfStandard(StringRef Name, bool IsAngled, SrcMgr::CharacteristicKind Kind) {
  return IsAngled && Kind != SrcMgr::C_User && isStandardName(Name);
}

} // namespace

bool isStandardName(StringRef Name) {
  using tooling::stdlib::Header;
  using tooling::stdlib::Lang;
  const std::string InBrackets = "<" + Name.str() + ">";
  // That with macros only is not in Clang's table.
  return Name == "version" || Header::named(InBrackets, Lang::CXX) ||
         Header::named(InBrackets, Lang::C);
}

class IncludeGraph::Recorder : public PPCallbacks {
public:
  Recorder(IncludeGraph& TheTarget, const SourceManager& TheSources)
      : Target(TheTarget), Sources(TheSources) {}

  void InclusionDirective(SourceLocation Hash, const Token&, StringRef Name, bool IsAngled,
                          CharSourceRange, OptionalFileEntryRef File, StringRef, StringRef,
                          const Module*, bool, SrcMgr::CharacteristicKind Kind) override {
    if (File)
      add(Hash, *File, Name, IsAngled, Kind, /*IsQuestion=*/false);
  }

  void HasInclude(SourceLocation Where, StringRef Name, bool IsAngled, OptionalFileEntryRef File,
                  SrcMgr::CharacteristicKind Kind) override {
    if (File)
      add(Where, *File, Name, IsAngled, Kind, /*IsQuestion=*/true);
  }

  void LexedFileChanged(FileID Reading, LexedFileChangeReason Reason, SrcMgr::CharacteristicKind,
                        FileID, SourceLocation) override {
    const FileEntry* File = Sources.getFileEntryForID(Reading);
    if (Reason != LexedFileChangeReason::EnterFile || !File)
      return;
    Target.Readings[File].push_back(Reading);
    if (Sources.getBufferData(Reading).contains("__need_"))
      Target.OnDemand.insert(File);
    if (std::vector<Inclusion>* From =
            inclusionsFrom(Sources.getFileID(Sources.getIncludeLoc(Reading)));
        From && !From->empty() && From->back().File == File)
      From->back().Entered = Reading;
  }

private:
  /// Those of \p From, a file or what the flags make; none of the main file, if it
  /// has no name.
  std::vector<Inclusion>* inclusionsFrom(FileID From) {
    if (From.isInvalid())
      return nullptr;
    if (Sources.getFileEntryForID(From))
      return &Target.Inclusions[From];
    return From == Sources.getMainFileID() ? nullptr : &Target.BeforeAll;
  }

  void add(SourceLocation Where, FileEntryRef File, StringRef Name, bool IsAngled,
           SrcMgr::CharacteristicKind Kind, bool IsQuestion) {
    const FileID From = Sources.getFileID(Where);
    std::vector<Inclusion>* List = inclusionsFrom(From);
    if (!List)
      return;
    const OptionalFileEntryRef Includer = Sources.getFileEntryRefForID(From);
    SmallString<256> Beside;
    if (Includer && !IsAngled) {
      Beside = Includer->getDir().getName();
      llvm::sys::path::append(Beside, Name);
    }
    List->push_back({.File = &File.getFileEntry(),
                     .Directory = &File.getDir().getDirEntry(),
                     .Name = File.getName().str(),
                     .FromThere = Beside == File.getName() ? Name.str() : std::string(),
                     .Kind = Kind,
                     .IsQuestion = IsQuestion,
                     .IsOfStandard = isOfStandard(Name, IsAngled, Kind),
                     .Entered = {}});
    if (Includer && !IsQuestion)
      Target.Included[&Includer->getFileEntry()].insert(&File.getFileEntry());
  }

  IncludeGraph& Target;
  const SourceManager& Sources;
};

void IncludeGraph::watch(Preprocessor& PP) {
  PP.addPPCallbacks(std::make_unique<Recorder>(*this, PP.getSourceManager()));
}

void IncludeGraph::addUnseen(const FileEntry& From, const FileEntry& File) {
  Included[&From].insert(&File);
}

FileSet IncludeGraph::closureOf(const FileEntry& File) const {
  FileSet Result = closureBeforeAll();
  addReachable(File, Result);
  return Result;
}

FileSet IncludeGraph::closureBeforeAll() const {
  FileSet Result;
  for (const Inclusion& One : BeforeAll)
    if (!One.IsQuestion)
      addReachable(*One.File, Result);
  return Result;
}

FileSet IncludeGraph::closureOfStandard() const {
  FileSet Result;
  for (const auto& [Reading, List] : Inclusions)
    for (const Inclusion& One : List)
      if (One.IsOfStandard && !One.IsQuestion)
        addReachable(*One.File, Result);
  return Result;
}

void IncludeGraph::addReachable(const FileEntry& Start, FileSet& Result) const {
  std::vector<const FileEntry*> Waiting = {&Start};
  while (!Waiting.empty()) {
    const FileEntry* Next = Waiting.back();
    Waiting.pop_back();
    if (!Result.insert(Next).second)
      continue;
    if (const auto Found = Included.find(Next); Found != Included.end())
      Waiting.insert(Waiting.end(), Found->second.begin(), Found->second.end());
  }
}

llvm::ArrayRef<FileID> IncludeGraph::readingsOf(const FileEntry& File) const {
  const auto Found = Readings.find(&File);
  return Found == Readings.end() ? llvm::ArrayRef<FileID>() : llvm::ArrayRef(Found->second);
}

llvm::ArrayRef<Inclusion> IncludeGraph::inclusionsIn(FileID Reading) const {
  const auto Found = Reading.isValid() ? Inclusions.find(Reading) : Inclusions.end();
  return Found == Inclusions.end() ? llvm::ArrayRef<Inclusion>() : llvm::ArrayRef(Found->second);
}

std::vector<const FileEntry*> IncludeGraph::files() const {
  std::vector<const FileEntry*> Result;
  for (const auto& [File, List] : Readings)
    Result.push_back(File);
  return Result;
}

} // namespace async_trait_gen
