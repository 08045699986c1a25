#include "frontend/FlagSource.h"
#include "frontend/BuildPaths.h"
#include "options/Failure.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <algorithm>
#include <filesystem>

namespace async_trait_gen {
namespace {

/// The file system, which tells \p Seen what is read.
class ReadingRecord : public llvm::vfs::ProxyFileSystem {
public:
  explicit ReadingRecord(std::vector<std::string>& Seen)
      : ProxyFileSystem(llvm::vfs::getRealFileSystem()), Files(Seen) {}

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine& Path) override {
    auto Opened = ProxyFileSystem::openFileForRead(Path);
    if (Opened)
      Files.push_back(Path.str());
    return Opened;
  }

private:
  std::vector<std::string>& Files;
};

/// Adds the files that it reads to \p Read.
std::vector<std::string> withResponseFiles(const std::vector<std::string>& Flags,
                                           std::vector<std::string>& Read) {
  llvm::SmallVector<const char*> Arguments;
  for (const std::string& Flag : Flags)
    Arguments.push_back(Flag.c_str());
  llvm::BumpPtrAllocator Allocator;
  llvm::cl::ExpansionContext Expansion(Allocator, llvm::cl::TokenizeGNUCommandLine);
  ReadingRecord Files(Read);
  Expansion.setVFS(&Files);
  if (llvm::Error Error = Expansion.expandResponseFiles(Arguments))
    throw Failure(ExitCode::FileError, llvm::toString(std::move(Error)));
  // What is not there stays as it is.
  for (const llvm::StringRef Argument : Arguments)
    if (Argument.starts_with("@"))
      throw Failure(ExitCode::FileError,
                    "cannot read the response file '" + Argument.drop_front().str() + "'")
          .about(Argument.drop_front().str());
  return {Arguments.begin(), Arguments.end()};
}

[[noreturn]] void failToLoad(const std::string& Directory, llvm::StringRef Why) {
  throw Failure(ExitCode::FileError,
                "cannot read the compilation database in '" + Directory + "': " + Why.str())
      .about(Directory);
}

/// Clang takes a database for YAML, prints what it thinks of it, and may then go
/// on without any flags.
void requireJson(const std::string& Directory) {
  constexpr llvm::StringRef Name = "compile_commands.json";
  llvm::SmallString<128> File(Directory);
  llvm::sys::path::append(File, Name);
  const auto Content = llvm::MemoryBuffer::getFile(File);
  if (!Content)
    return;
  if (llvm::Error Error = llvm::json::parse((*Content)->getBuffer()).takeError())
    failToLoad(Directory, (Name + " is no JSON: " + llvm::toString(std::move(Error))).str());
}

std::unique_ptr<clang::tooling::CompilationDatabase> load(const std::string& Directory) {
  requireJson(Directory);
  // An entry's `arm-linux-gnueabihf-g++` says for which target it compiles.
  llvm::InitializeAllTargetInfos();
  std::string Error;
  auto Loaded = clang::tooling::CompilationDatabase::loadFromDirectory(Directory, Error);
  if (!Loaded)
    failToLoad(Directory, llvm::StringRef(Error).rtrim());
  return Loaded;
}

} // namespace

FlagSource::FlagSource(const std::optional<std::string>& Directory,
                       const std::vector<std::string>& Added)
    : Database(Directory ? load(*Directory) : nullptr),
      Flags(withResponseFiles(Added, ResponseFiles)) {}

BuildCommand FlagSource::commandFor(const std::string& Header) const {
  BuildCommand Command = {std::filesystem::current_path().string(), {build_paths::ClangExecutable}};
  if (Database) {
    const auto Entries = Database->getCompileCommands(Header);
    if (!Entries.empty() && !Entries.front().CommandLine.empty()) {
      Command.CommandLine = Entries.front().CommandLine;
      Command.Directory = std::filesystem::absolute(Entries.front().Directory).string();
    }
  }
  // Behind `--` there are only inputs.
  const auto Inputs = std::ranges::find(Command.CommandLine, "--");
  Command.CommandLine.erase(Inputs, Command.CommandLine.end());
  Command.CommandLine.insert(Command.CommandLine.end(), Flags.begin(), Flags.end());
  return Command;
}

} // namespace async_trait_gen
