#include "frontend/FrontEnd.h"
#include "extraction/Attribute.h"
#include "frontend/CompileFlags.h"
#include "frontend/HeaderConfigs.h"
#include "frontend/Parallel.h"
#include "frontend/SharedParse.h"
#include "frontend/SingleParse.h"
#include "frontend/SuggestionParse.h"
#include "options/Failure.h"

#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void failToRead(const std::string& Path, std::error_code Error) {
  throw Failure(ExitCode::FileError, "cannot read '" + Path + "': " + Error.message()).about(Path);
}

std::unique_ptr<llvm::MemoryBuffer> read(llvm::vfs::FileSystem& Files, const std::string& Path) {
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    failToRead(Path, Buffer.getError());
  return std::move(*Buffer);
}

/// Adds what \p Configs have read, and \p FlagFiles, if \p Result is one.
void addConfigs(ParsedHeader& Result, const HeaderConfigs& Configs,
                const std::vector<std::string>& FlagFiles) {
  const std::vector<std::string>& Read = Configs.files();
  if (Result.Model)
    for (const std::vector<std::string>& Others : {Read, FlagFiles})
      Result.Dependencies.insert(Result.Dependencies.end(), Others.begin(), Others.end());
}

/// Whether an `#include` can spell it, and read it again where that is not enough.
bool canBeIncluded(const std::string& Path) {
  return Path.find_first_of("\"\n\\") == std::string::npos && fs::is_regular_file(Path);
}

} // namespace

FrontEnd::FrontEnd(Installation Headers, FlagSource Source, ConfigSource Configurations,
                   TextStyle TheStyle, std::vector<OutputKind> TheOutputs,
                   std::optional<std::string> TheCache)
    : Installed(std::move(Headers)), Flags(std::move(Source)), Configs(std::move(Configurations)),
      Style(TheStyle), Outputs(std::move(TheOutputs)), Cache(std::move(TheCache)) {
  registerTraitAttribute();
}

ParsedHeader FrontEnd::parse(const std::string& Path) const {
  return parseIn(llvm::vfs::createPhysicalFileSystem(), Path);
}

ParsedHeader FrontEnd::parseText(const std::string& Path, const std::string& Content) const {
  const llvm::IntrusiveRefCntPtr Memory(new llvm::vfs::InMemoryFileSystem);
  Memory->addFile(fs::absolute(Path).string(), 0, llvm::MemoryBuffer::getMemBufferCopy(Content));
  const llvm::IntrusiveRefCntPtr Files(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::createPhysicalFileSystem()));
  Files->pushOverlay(Memory);
  return parseIn(Files, Path);
}

SuggestedHeader FrontEnd::suggest(const std::string& Path) const {
  const FileSystemPtr Files = llvm::vfs::createPhysicalFileSystem();
  const std::unique_ptr<llvm::MemoryBuffer> Content = read(*Files, Path);
  const Command How = commandFor(Path);
  if (const std::error_code Error = Files->setCurrentWorkingDirectory(How.Directory))
    failToRead(How.Directory, Error);
  return suggestFor(nameOf(Path, How.Directory), *Content, Files, How.Directory, How.Flags, Style);
}

FrontEnd::Command FrontEnd::commandFor(const std::string& Path) const {
  const std::string Absolute = fs::absolute(Path).lexically_normal().string();
  BuildCommand Found = Flags.commandFor(Absolute);
  return {std::move(Found.Directory), headerFlags(Found.CommandLine, Installed)};
}

ParsedHeader FrontEnd::parseIn(const FileSystemPtr& Files, const std::string& Path) const {
  const std::unique_ptr<llvm::MemoryBuffer> Content = read(*Files, Path);
  const Command How = commandFor(Path);
  const HeaderName Name = nameOf(Path, How.Directory);
  if (const std::error_code Error = Files->setCurrentWorkingDirectory(How.Directory))
    failToRead(How.Directory, Error);

  HeaderConfigs ItsConfigs(Configs, Name, How.Directory);
  ParsedHeader Result = parseAlone(Name, *Content, ItsConfigs, Files, How.Directory, How.Flags,
                                   Style, Outputs, Cache);
  addConfigs(Result, ItsConfigs, Flags.files());
  return Result;
}

Readings FrontEnd::parseAll(const std::vector<std::string>& Paths, unsigned Jobs,
                            Progress& Shown) const {
  const std::vector<Batch> Batches = batchesOf(Paths, Jobs);
  std::vector<std::optional<ParsedHeader>> Parsed(Paths.size());
  std::atomic<std::size_t> Parses = 0;
  forEachIndex(Batches.size(), Jobs, [&](std::size_t Index) {
    Parses += parseBatch(Batches[Index], Paths, Parsed);
    const auto IsParsed = [&](std::size_t Member) { return Parsed[Member].has_value(); };
    Shown.advance(
        static_cast<std::size_t>(std::ranges::count_if(Batches[Index].Members, IsParsed)));
  });

  Readings Result;
  Result.Headers.resize(Paths.size());
  forEachIndex(Paths.size(), Jobs, [&](std::size_t Index) {
    Reading& One = Result.Headers[Index];
    if (Parsed[Index]) {
      One.Parsed = std::move(*Parsed[Index]);
      return;
    }
    ++Parses;
    try {
      One.Parsed = parse(Paths[Index]);
    } catch (...) {
      One.Error = std::current_exception();
    }
    Shown.advance(1);
  });
  Result.Parses = Parses;
  return Result;
}

std::vector<FrontEnd::Batch> FrontEnd::batchesOf(const std::vector<std::string>& Paths,
                                                 unsigned Jobs) const {
  std::map<std::pair<std::string, std::vector<std::string>>, std::vector<std::size_t>> Same;
  for (std::size_t Index = 0; Index < Paths.size(); ++Index)
    try {
      Command How = commandFor(Paths[Index]);
      if (canBeIncluded(Paths[Index]))
        Same[{std::move(How.Directory), std::move(How.Flags)}].push_back(Index);
    } catch (const Failure&) {
      continue; // It is reported where the header is parsed.
    }

  std::vector<Batch> Result;
  for (const auto& [How, Members] : Same) {
    const std::size_t Share = (Members.size() + Jobs - 1) / Jobs;
    const std::size_t Size = std::clamp(Share, SmallestShare, LargestBatch);
    for (std::size_t Begin = 0; Begin < Members.size(); Begin += Size) {
      const std::size_t End = std::min(Begin + Size, Members.size());
      Result.push_back({{How.first, How.second}, {Members.data() + Begin, Members.data() + End}});
    }
  }
  return Result;
}

std::size_t FrontEnd::parseBatch(const Batch& Given, const std::vector<std::string>& Paths,
                                 std::vector<std::optional<ParsedHeader>>& Results) const {
  // Errors in code, then those in traits, then those in bodies keep others from being
  // read; if there are still more, the rest is best read alone.
  constexpr std::size_t Tries = 4;
  std::vector<std::size_t> Waiting = Given.Members;
  std::size_t Parses = 0;
  while (Waiting.size() > 1 && Parses < Tries) {
    std::vector<SharingHeader> Headers;
    std::vector<std::size_t> Indices;
    for (const std::size_t Index : Waiting)
      try {
        const HeaderName Name = nameOf(Paths[Index], Given.How.Directory);
        Headers.push_back({Name, HeaderConfigs(Configs, Name, Given.How.Directory)});
        Indices.push_back(Index);
      } catch (const Failure&) {
        continue;
      }
    SharedResults Shared = parseTogether(Headers, Given.How.Directory, Given.How.Flags, Outputs);
    ++Parses;
    for (std::size_t I = 0; I < Headers.size(); ++I)
      if (Shared.Headers[I])
        try {
          addConfigs(*Shared.Headers[I], Headers[I].Configs, Flags.files());
          Results[Indices[I]] = std::move(Shared.Headers[I]);
        } catch (const Failure&) {
          continue;
        }
    Waiting.clear();
    for (const std::size_t I : Shared.Again)
      Waiting.push_back(Indices[I]);
  }
  return Parses;
}

} // namespace async_trait_gen
