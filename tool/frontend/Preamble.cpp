#include "frontend/Preamble.h"
#include "extraction/Attribute.h"
#include "extraction/IncludeGraph.h"
#include "extraction/RawTokens.h"
#include "frontend/Invocation.h"
#include "options/Failure.h"
#include "output/FileWriter.h"

#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Another number when the document beside a preamble has other members.
constexpr int Version = 1;
constexpr std::size_t KeptPreambles = 16;

/// What the names of its files begin with: other programs may have theirs in the same directory.
constexpr std::string_view OwnPrefix = "async-trait-preamble-";

/// A directive, from its name to the end of its line, without spaces.
struct Directive {
  std::string Name;
  std::string Rest;
};

/// The directives in front of the first line that is none.
std::vector<Directive> leadingDirectives(llvm::StringRef Content,
                                         const clang::LangOptions& Language) {
  std::vector<Directive> Result;
  bool IsOver = false;
  forEachToken(Content, Language, [&](const clang::Token& T, llvm::StringRef Spelling) {
    IsOver |= T.isAtStartOfLine() ? T.isNot(clang::tok::hash) : Result.empty();
    if (IsOver)
      return;
    if (T.isAtStartOfLine())
      Result.emplace_back();
    else if (Result.back().Name.empty())
      Result.back().Name = Spelling;
    else
      Result.back().Rest += Spelling;
  });
  return Result;
}

/// The standard headers that come before anything that they, or what follows, could see. An
/// include guard may come first; \p Options must not define it.
std::vector<std::string> leadingHeaders(llvm::StringRef Content, const clang::LangOptions& Language,
                                        const clang::PreprocessorOptions& Options) {
  const auto IsDefined = [&](llvm::StringRef Name) {
    return llvm::any_of(Options.Macros, [&](const auto& Macro) {
      return llvm::StringRef(Macro.first).split('=').first == Name;
    });
  };
  std::vector<std::string> Result;
  const std::vector<Directive> Directives = leadingDirectives(Content, Language);
  for (std::size_t I = 0; I < Directives.size(); ++I) {
    const auto& [Kind, Rest] = Directives[I];
    llvm::StringRef Name = Rest;
    const bool IsGuard = Kind == "ifndef" && Result.empty() && I + 1 < Directives.size() &&
                         Directives[I + 1].Name == "define" && Directives[I + 1].Rest == Rest;
    if (Kind == "include" && Name.consume_front("<") && Name.consume_back(">") &&
        (isStandardName(Name) || Name == "async_trait/trait.h"))
      Result.push_back(Name.str());
    else if (IsGuard && !Name.starts_with("_") && !IsDefined(Name))
      ++I;
    else if (Kind != "pragma" || Name != "once")
      break;
  }
  return Result;
}

/// What has to stay as it is for a preamble to be what a parse would give: which files
/// include which, and where a file that is not there would be taken instead.
class Recorder : public clang::PPCallbacks {
public:
  Recorder(clang::Preprocessor& ThePP, Preamble& TheTarget, std::set<std::string>& TheAbsent)
      : PP(ThePP), Target(TheTarget), Absent(TheAbsent) {}

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token&, llvm::StringRef Name,
                          bool IsAngled, clang::CharSourceRange, clang::OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    const clang::OptionalFileEntryRef From = fileAt(Hash);
    if (From && File)
      Target.Inclusions.emplace_back(From->getName(), File->getName());
    noteAbsent(Name, IsAngled, From, File);
  }

  void HasInclude(clang::SourceLocation Where, llvm::StringRef Name, bool IsAngled,
                  clang::OptionalFileEntryRef File, clang::SrcMgr::CharacteristicKind) override {
    noteAbsent(Name, IsAngled, fileAt(Where), File);
  }

private:
  clang::OptionalFileEntryRef fileAt(clang::SourceLocation Where) const {
    const clang::SourceManager& Sources = PP.getSourceManager();
    return Sources.getFileEntryRefForID(Sources.getFileID(Sources.getExpansionLoc(Where)));
  }

  void noteAbsent(llvm::StringRef Name, bool IsAngled, clang::OptionalFileEntryRef From,
                  clang::OptionalFileEntryRef Found) {
    const clang::HeaderSearch& Search = PP.getHeaderSearchInfo();
    if (!IsAngled && From && !noteIn(From->getDir().getName(), Name, Found))
      return;
    for (auto Where = IsAngled ? Search.angled_dir_begin() : Search.search_dir_begin();
         Where != Search.search_dir_end(); ++Where)
      if (!noteIn(Where->getName(), Name, Found))
        return;
  }

  /// Whether the search goes on behind \p Directory.
  bool noteIn(llvm::StringRef Directory, llvm::StringRef Name, clang::OptionalFileEntryRef Found) {
    llvm::SmallString<256> Path(Directory);
    llvm::sys::path::append(Path, Name);
    if (Found && Path == Found->getName())
      return false;
    if (!PP.getFileManager().getVirtualFileSystem().exists(Path))
      Absent.insert(Path.str().str());
    return true;
  }

  clang::Preprocessor& PP;
  Preamble& Target;
  std::set<std::string>& Absent;
};

/// Writes a precompiled header and watches how it is made.
class MakingAction : public clang::GeneratePCHAction {
public:
  MakingAction(Preamble& TheTarget, std::set<std::string>& TheAbsent)
      : Target(TheTarget), Absent(TheAbsent) {}

  /// Whether extraction needs nothing of its files but what was recorded.
  bool isUsable() const { return !HasTraits; }

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    clang::Preprocessor& PP = Clang.getPreprocessor();
    Dependencies.attachToPreprocessor(PP);
    PP.addPPCallbacks(std::make_unique<Recorder>(PP, Target, Absent));
    return GeneratePCHAction::BeginSourceFileAction(Clang);
  }

  void EndSourceFileAction() override {
    clang::FileManager& Files = getCompilerInstance().getFileManager();
    // The first is what only names the others.
    Target.Opened = Dependencies.getDependencies().drop_front().vec();
    HasTraits = llvm::any_of(Target.Opened, [&](const std::string& Name) {
      const auto Buffer = Files.getBufferForFile(Name);
      return !Buffer || (*Buffer)->getBuffer().contains(TraitAttributeName);
    });
    GeneratePCHAction::EndSourceFileAction();
  }

private:
  Preamble& Target;
  std::set<std::string>& Absent;
  AllDependencies Dependencies;
  bool HasTraits = false;
};

/// One preamble and the files that it has in the directory.
class CachedPreamble {
public:
  /// \p Headers come first in what \p Given is for.
  CachedPreamble(const std::vector<std::string>& Headers, const clang::CompilerInvocation& Given,
                 compat::FileSystemPtr TheFiles, const fs::path& Directory)
      : Files(std::move(TheFiles)), Invocation(std::make_shared<clang::CompilerInvocation>(Given)) {
    for (const std::string& Name : Headers)
      Text += "#include <" + Name + ">\n";
    const std::string Main = workingDirectory() + "/async-trait-gen preamble.hpp";
    clang::FrontendOptions& Options = Invocation->getFrontendOpts();
    Options.Inputs = {clang::FrontendInputFile(Main, Options.Inputs.front().getKind())};
    Options.OutputFile.clear();
    Invocation->getCodeGenOpts().MainFileName = Main;
    Invocation->getPreprocessorOpts().clearRemappedFiles();
    Stem = Directory / (std::string(OwnPrefix) + key());
    Options.OutputFile = pchPath();
    Invocation->getPreprocessorOpts().addRemappedFile(
        Main, llvm::MemoryBuffer::getMemBufferCopy(Text).release());
  }

  /// What is there, if it is what a parse would give.
  std::optional<Preamble> load() const {
    const auto Document = llvm::MemoryBuffer::getFile(documentPath());
    if (!Document)
      return std::nullopt;
    try {
      const json Read = json::parse((*Document)->getBuffer().str());
      Preamble Result{pchPath(), Read.at("opened"), Read.at("inclusions")};
      const auto IsThere = [this](const json& Path) { return Files->exists(std::string(Path)); };
      if (Read.at("version") == Version && Read.at("pch") == hashOfPch() &&
          Read.at("stamps") == stampsOf(Result.Opened) &&
          std::ranges::none_of(Read.at("absent"), IsThere))
        return Result;
      return std::nullopt;
    } catch (const json::exception&) {
      return std::nullopt; // Not ours, or damaged.
    }
  }

  std::optional<Preamble> make() const {
    Preamble Result{pchPath(), {}, {}};
    std::set<std::string> Absent;
    clang::DiagnosticConsumer Counter;
    const auto Instance = compat::makeInstance(Invocation, Counter, Files);
    Instance->setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
    MakingAction Action(Result, Absent);
    if (!Instance->ExecuteAction(Action) || !Action.isUsable())
      return std::nullopt;
    const json Document = {{"version", Version},
                           {"pch", hashOfPch()},
                           {"opened", Result.Opened},
                           {"stamps", stampsOf(Result.Opened)},
                           {"inclusions", Result.Inclusions},
                           {"absent", Absent}};
    writeFiles({}, {{documentPath(), Document.dump()}}, "");
    return Result;
  }

private:
  std::string workingDirectory() const {
    const auto Directory = Files->getCurrentWorkingDirectory();
    return Directory ? *Directory : "";
  }

  std::string pchPath() const { return Stem.string() + ".pch"; }
  std::string documentPath() const { return Stem.string() + ".json"; }

  /// Of all that decides what it is.
  std::string key() const {
    std::string All = std::string(LLVM_VERSION_STRING "\n") + workingDirectory() + "\n" + Text;
    for (const std::string& Argument : Invocation->getCC1CommandLine())
      All += Argument + "\n";
    return llvm::utohexstr(llvm::xxh3_64bits(All));
  }

  /// By which files are seen to have changed.
  std::vector<std::pair<std::uint64_t, std::int64_t>>
  stampsOf(const std::vector<std::string>& Names) const {
    std::vector<std::pair<std::uint64_t, std::int64_t>> Result;
    for (const std::string& Name : Names) {
      const auto Status = Files->status(Name);
      Result.emplace_back(Status ? Status->getSize() : 0,
                          Status ? Status->getLastModificationTime().time_since_epoch().count()
                                 : 0);
    }
    return Result;
  }

  /// Nothing where it is not there: then no document goes with it.
  std::string hashOfPch() const {
    const auto Pch = llvm::MemoryBuffer::getFile(pchPath(), /*IsText=*/false,
                                                 /*RequiresNullTerminator=*/false);
    return Pch ? llvm::utohexstr(llvm::xxh3_64bits((*Pch)->getBuffer())) : "none";
  }

  compat::FileSystemPtr Files;
  std::shared_ptr<clang::CompilerInvocation> Invocation;
  std::string Text;
  fs::path Stem;
};

/// Leaves the preambles that were made last.
void removeOld(const fs::path& Directory) {
  std::vector<std::pair<fs::file_time_type, fs::path>> Found;
  for (const fs::directory_entry& One : fs::directory_iterator(Directory))
    if (One.path().extension() == ".pch" && One.path().filename().string().starts_with(OwnPrefix))
      Found.emplace_back(One.last_write_time(), One.path());
  std::ranges::sort(Found, std::greater());
  for (std::size_t Index = KeptPreambles; Index < Found.size(); ++Index) {
    fs::remove(Found[Index].second.replace_extension(".json"));
    fs::remove(Found[Index].second.replace_extension(".pch"));
  }
}

} // namespace

std::optional<Preamble> preambleFor(llvm::StringRef Content,
                                    const clang::CompilerInvocation& Invocation,
                                    const compat::FileSystemPtr& Files,
                                    const std::string& Directory) {
  const clang::PreprocessorOptions& Options = Invocation.getPreprocessorOpts();
  const std::vector<std::string> Headers =
      leadingHeaders(Content, Invocation.getLangOpts(), Options);
  // What the flags put in front of every file would come behind it.
  if (Headers.empty() || !Options.Includes.empty() || !Options.MacroIncludes.empty() ||
      !Options.ImplicitPCHInclude.empty())
    return std::nullopt;
  try {
    fs::create_directories(Directory);
    const CachedPreamble Cached(Headers, Invocation, Files, fs::absolute(Directory));
    if (std::optional<Preamble> Found = Cached.load())
      return Found;
    std::optional<Preamble> Made = Cached.make();
    removeOld(Directory);
    return Made;
  } catch (const std::exception&) { // It only saves time.
    return std::nullopt;
  }
}

} // namespace async_trait_gen
