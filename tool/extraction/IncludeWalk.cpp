#include "extraction/IncludeWalk.h"

#include "llvm/ADT/SetOperations.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

namespace async_trait_gen {

using namespace clang;

namespace {

class Walk {
public:
  explicit Walk(const IncludeGraph& TheGraph) : Graph(TheGraph) {}

  std::optional<OpenedFiles> from(const FileEntry& Header, const std::string& Name) {
    open(Header, Name);
    follow(Graph.inclusionsBeforeAll(), ".");
    follow(Graph.inclusionsIn(firstReadingOf(Header, {})), directoryOf(Name));
    if (IsAmbiguous)
      return std::nullopt;
    return std::move(Result);
  }

private:
  static StringRef directoryOf(StringRef Name) {
    const StringRef Directory = llvm::sys::path::parent_path(Name);
    return Directory.empty() ? StringRef(".") : Directory;
  }

  void note(StringRef Name) {
    const StringRef Shown = llvm::sys::path::remove_leading_dotslash(Name);
    if (Seen.insert(Shown).second)
      Result.Names.push_back(Shown.str());
  }

  /// Whether \p File was not open before.
  bool open(const FileEntry& File, StringRef Name) {
    note(Name);
    return Result.NameOf.try_emplace(&File, Name.str()).second;
  }

  FileSet filesIn(FileID Reading) const {
    FileSet Files;
    for (const Inclusion& One : Graph.inclusionsIn(Reading))
      Files.insert(One.File);
    return Files;
  }

  /// How \p File would be read for the first time where it was read, or skipped, as
  /// \p Here: whole. If that is less than what was read elsewhere, guards made it so.
  FileID firstReadingOf(const FileEntry& File, FileID Here) {
    const FileSet OfHere = filesIn(Here);
    if (Graph.isOnDemand(File) && !OfHere.empty())
      return Here;
    FileID Whole = Here;
    FileSet OfWhole = OfHere;
    for (const FileID Other : Graph.readingsOf(File)) {
      FileSet OfOther = filesIn(Other);
      if (!llvm::set_is_subset(OfHere, OfOther) || llvm::set_is_subset(OfOther, OfWhole))
        continue;
      IsAmbiguous |= !llvm::set_is_subset(OfWhole, OfOther);
      Whole = Other;
      OfWhole = std::move(OfOther);
    }
    return Whole;
  }

  void follow(llvm::ArrayRef<Inclusion> Inclusions, StringRef Directory) {
    for (const Inclusion& One : Inclusions) {
      SmallString<256> Name(One.Name);
      if (!One.FromThere.empty()) {
        Name = Directory;
        llvm::sys::path::append(Name, One.FromThere);
      }
      if (One.IsQuestion) {
        note(Name);
        continue;
      }
      const bool IsNew = open(*One.File, Name);
      // A file without a guard is read each time, and may include something else.
      const FileID Reading = IsNew ? firstReadingOf(*One.File, One.Entered) : One.Entered;
      follow(Graph.inclusionsIn(Reading), directoryOf(Name));
    }
  }

  const IncludeGraph& Graph;
  OpenedFiles Result;
  llvm::StringSet<> Seen;
  bool IsAmbiguous = false;
};

} // namespace

std::optional<OpenedFiles> walkIncludes(const IncludeGraph& Graph, const FileEntry& Header,
                                        const std::string& Name) {
  return Walk(Graph).from(Header, Name);
}

} // namespace async_trait_gen
