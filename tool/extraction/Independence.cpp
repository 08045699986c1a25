#include "extraction/Independence.h"

#include "extraction/FileDeclarations.h"
#include "extraction/FileOutline.h"

#include "clang/Basic/FileManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

#include <map>

namespace async_trait_gen {

using namespace clang;

namespace {

/// Who gives a name its meaning.
struct Introducers {
  /// By the namespace in which they declare it; macros are global.
  llvm::DenseMap<const DeclContext*, FileSet> Files;
  /// Those that declare one thing together.
  llvm::DenseMap<const Decl*, FileSet> Together;
};

/// A file that has to show that it is independent.
struct Candidate {
  FileID Reading;
  FileOutline Outline;
  std::vector<const Inclusion*> IncludedBy;
  std::vector<FileSet> Needs; ///< Of each, any will do.
};

class Judge {
public:
  Judge(const ParsedUnit& TheUnit, const MacroRecord& TheMacros)
      : Unit(TheUnit), Includes(TheUnit.includes()), Macros(TheMacros), Sources(TheUnit.sources()),
        Standard(Includes.closureOfStandard()), Everywhere(Includes.closureBeforeAll()) {
    findCandidates();
    readMacros();
    for (auto& [File, It] : Candidates)
      readFile(*File, It);
    findMacrosOfStandard();
  }

  void addNeeds(const std::vector<Need>& Needs) {
    FileManager& Manager = Unit.sources().getFileManager();
    const auto FileOf = [&](const std::string& Name) -> const FileEntry* {
      const auto Found = Manager.getOptionalFileRef(Name);
      return Found ? &Found->getFileEntry() : nullptr;
    };
    for (const Need& One : Needs) {
      const auto User = Candidates.find(FileOf(One.User));
      if (User == Candidates.end())
        continue;
      FileSet& Declared = User->second.Needs.emplace_back();
      for (const std::string& Name : One.Declared)
        Declared.insert(FileOf(Name));
    }
  }

  FileSet takeDisturbing() { return std::move(Disturbing); }

  FileSet dependent() const {
    FileSet Result;
    for (const auto& [File, It] : Candidates)
      if (!isReadInOneWay(*File, It) || !knowsItsNames(*File, It))
        Result.insert(File);
    return Result;
  }

private:
  void findCandidates() {
    const FileEntry* Main = Sources.getFileEntryForID(Sources.getMainFileID());
    for (const FileEntry* File : Includes.files())
      if (File != Main && !Standard.contains(File) && !Everywhere.contains(File))
        Candidates[File].Reading = Includes.readingsOf(*File).front();
    for (const FileEntry* From : Includes.files())
      for (const FileID Reading : Includes.readingsOf(*From))
        for (const Inclusion& One : Includes.inclusionsIn(Reading))
          if (const auto Found = Candidates.find(One.File); Found != Candidates.end())
            Found->second.IncludedBy.push_back(&One);
    for (auto& [File, It] : Candidates)
      It.Outline = outlineOf(Sources.getBufferData(It.Reading), Unit.context().getLangOpts());
  }

  void readMacros() {
    for (const auto& Macro : Macros.Definers)
      for (const FileEntry* File : Macro.second)
        if (!Everywhere.contains(File))
          Names[Macro.first()].Files[Unit.context().getTranslationUnitDecl()].insert(File);
    // A macro's name can come out of another macro.
    for (const auto& [File, Name] : Macros.Uses)
      if (const auto Found = Candidates.find(File); Found != Candidates.end())
        Found->second.Outline.Words.insert(Name->getName());
  }

  void readFile(const FileEntry& File, Candidate& It) {
    const FileDeclarations Declared = declarationsOf(Unit, It.Reading, Standard);
    for (const auto& [Name, Space] : Declared.Names)
      Names[Name].Files[Space].insert(&File);
    for (const auto& [Name, D] : Declared.Common)
      Names[Name].Together[D].insert(&File);
    if (!It.Outline.EndsItsPragmas || Declared.ReachesOut)
      Disturbing.insert(&File);
    addNeeds(needsOf(Unit.declarationsIn(It.Reading), Sources));
  }

  /// Macros of others change what the library says, wherever it says their name.
  void findMacrosOfStandard() {
    llvm::StringMap<std::vector<const FileEntry*>> Theirs;
    for (const auto& Macro : Macros.Definers)
      for (const FileEntry* File : Macro.second)
        if (Candidates.contains(File))
          Theirs[Macro.first()].push_back(File);
    if (Theirs.empty())
      return;
    for (const FileEntry* File : Standard)
      for (const FileID Reading : Includes.readingsOf(*File).take_front(1))
        forEachWord(Sources.getBufferData(Reading), [&](llvm::StringRef Word) {
          if (const auto Found = Theirs.find(Word); Found != Theirs.end())
            Disturbing.insert(Found->second.begin(), Found->second.end());
        });
  }

  bool isReadInOneWay(const FileEntry& File, const Candidate& It) const {
    const auto IsLikeTheFirst = [&](const Inclusion* One) {
      return One->Directory == It.IncludedBy.front()->Directory &&
             One->Kind == It.IncludedBy.front()->Kind;
    };
    return Includes.readingsOf(File).size() == 1 && llvm::all_of(It.IncludedBy, IsLikeTheFirst) &&
           It.Outline.IncludesComeFirst && It.Outline.IsTheSameEverywhere;
  }

  bool knowsItsNames(const FileEntry& File, const Candidate& It) const {
    const FileSet Known = Includes.closureOf(File);
    const auto IsKnown = [&](const FileEntry* One) { return Known.contains(One); };
    for (const FileSet& Declared : It.Needs)
      if (llvm::none_of(Declared, IsKnown))
        return false;
    for (const auto& Word : It.Outline.Words) {
      const auto Found = Names.find(Word.first());
      if (Found == Names.end())
        continue;
      const bool HasOnlyItself = It.Outline.WordsAboveIncludes.contains(Word.first());
      for (const auto& [Space, Files] : Found->second.Files)
        if (canName(Known, *Space) && llvm::any_of(Files, [&](const FileEntry* One) {
              return One != &File && (HasOnlyItself || !IsKnown(One));
            }))
          return false;
      for (const auto& [D, Files] : Found->second.Together)
        if (canName(Known, *D->getDeclContext()) && !Files.contains(&File) &&
            llvm::none_of(Files, IsKnown))
          return false;
    }
    return !leadsBack(File);
  }

  /// Whether code in \p Files can mean anything in \p Space: it has to name it, or be in it.
  bool canName(const FileSet& Files, const DeclContext& Space) const {
    const auto IsNamed = [&](const NamespaceDecl& One) {
      return One.isAnonymousNamespace() || One.isInline() ||
             llvm::any_of(Files, [&](const FileEntry* File) {
               const auto Found = Candidates.find(File);
               return Found != Candidates.end() &&
                      Found->second.Outline.Words.contains(One.getName());
             });
    };
    // Whoever stands in front of all files can name what others are about to declare.
    if (!Everywhere.empty())
      return true;
    for (const DeclContext* One = &Space; One != nullptr; One = One->getParent())
      if (const auto* Named = dyn_cast<NamespaceDecl>(One); Named && !IsNamed(*Named))
        return false;
    return true;
  }

  bool leadsBack(const FileEntry& File) const {
    return llvm::any_of(Includes.inclusionsIn(Candidates.at(&File).Reading),
                        [&](const Inclusion& One) {
                          return !One.IsQuestion && Candidates.contains(One.File) &&
                                 Includes.closureOf(*One.File).contains(&File);
                        });
  }

  const ParsedUnit& Unit;
  const IncludeGraph& Includes;
  const MacroRecord& Macros;
  const SourceManager& Sources;
  FileSet Standard;
  FileSet Everywhere; ///< What the compiler's flags put in front of every file.
  std::map<const FileEntry*, Candidate> Candidates;
  llvm::StringMap<Introducers> Names;
  FileSet Disturbing;
};

} // namespace

Independence::Independence(const ParsedUnit& Unit, const MacroRecord& Macros,
                           const std::vector<Need>& OfBodies)
    : Includes(Unit.includes()) {
  Judge It(Unit, Macros);
  It.addNeeds(OfBodies);
  Dependent = It.dependent();
  Disturbing = It.takeDisturbing();
}

bool Independence::isIndependent(const FileEntry& Header) const {
  return llvm::none_of(Includes.closureOf(Header),
                       [this](const FileEntry* File) { return Dependent.contains(File); });
}

} // namespace async_trait_gen
