#include "frontend/Installation.h"
#include "frontend/BuildPaths.h"
#include "options/Failure.h"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> firstWith(const std::vector<fs::path>& Directories,
                                     const fs::path& File) {
  const auto HasFile = [&](const fs::path& Directory) {
    std::error_code Ignored;
    return fs::is_regular_file(Directory / File, Ignored);
  };
  const auto Found = std::ranges::find_if(Directories, HasFile);
  if (Found == Directories.end())
    return std::nullopt;
  return Found->string();
}

std::string findResourceDir(const fs::path& Prefix, const std::optional<std::string>& Given) {
  const std::vector<fs::path> Candidates =
      Given ? std::vector<fs::path>{*Given}
            : std::vector<fs::path>{Prefix / "lib" / "async-trait-gen", build_paths::ResourceDir};
  if (const auto Found = firstWith(Candidates, fs::path("include") / "stddef.h"))
    return *Found;

  std::string Message = "cannot find Clang's builtin headers: there is no include/stddef.h in";
  for (const fs::path& Candidate : Candidates)
    Message += (Candidate == Candidates.front() ? " '" : " or '") + Candidate.string() + "'";
  if (!Given)
    Message += "; name their directory with --resource-dir";
  throw Failure(ExitCode::FileError, Message);
}

} // namespace

Installation findInstallation(const std::string& Executable,
                              const std::optional<std::string>& ResourceDir) {
  const fs::path Prefix = fs::path(Executable).parent_path().parent_path();
  return {findResourceDir(Prefix, ResourceDir),
          firstWith({Prefix / "include", build_paths::RuntimeInclude},
                    fs::path("async_trait") / "trait.h")};
}

} // namespace async_trait_gen
