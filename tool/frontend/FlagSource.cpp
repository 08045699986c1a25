#include "frontend/FlagSource.h"
#include "frontend/BuildPaths.h"
#include "options/Failure.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/TargetSelect.h"

#include <algorithm>
#include <filesystem>

namespace async_trait_gen {
namespace {

std::vector<std::string> withResponseFiles(const std::vector<std::string>& Flags) {
  llvm::SmallVector<const char*> Arguments;
  for (const std::string& Flag : Flags)
    Arguments.push_back(Flag.c_str());
  llvm::BumpPtrAllocator Allocator;
  llvm::cl::ExpansionContext Expansion(Allocator, llvm::cl::TokenizeGNUCommandLine);
  if (llvm::Error Error = Expansion.expandResponseFiles(Arguments))
    throw Failure(ExitCode::FileError, llvm::toString(std::move(Error)));
  return {Arguments.begin(), Arguments.end()};
}

std::unique_ptr<clang::tooling::CompilationDatabase> load(const std::string& Directory) {
  // An entry's `arm-linux-gnueabihf-g++` says for which target it compiles.
  llvm::InitializeAllTargetInfos();
  std::string Error;
  auto Loaded = clang::tooling::CompilationDatabase::loadFromDirectory(Directory, Error);
  if (!Loaded)
    throw Failure(ExitCode::FileError, "cannot read the compilation database in '" + Directory +
                                           "': " + llvm::StringRef(Error).rtrim().str());
  return Loaded;
}

} // namespace

FlagSource::FlagSource(const std::optional<std::string>& Directory,
                       const std::vector<std::string>& Added)
    : Database(Directory ? load(*Directory) : nullptr), Flags(withResponseFiles(Added)) {}

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
