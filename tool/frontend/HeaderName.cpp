#include "frontend/HeaderName.h"

namespace async_trait_gen {

namespace fs = std::filesystem;

HeaderName nameOf(const std::string& Path, const fs::path& Directory) {
  const bool RunsHere = Directory == fs::current_path();
  return {RunsHere ? Path : fs::absolute(Path).lexically_normal().string(), Path};
}

std::string pathFromHere(const std::string& Path, const fs::path& Directory) {
  return Directory == fs::current_path() ? Path : (Directory / Path).lexically_normal().string();
}

std::vector<std::string> dependencyPaths(llvm::ArrayRef<std::string> Collected,
                                         const fs::path& Directory, const HeaderName& Name) {
  std::vector<std::string> Paths;
  for (const std::string& Path : Collected)
    Paths.push_back(Path == Name.ForClang ? Name.ForUser : pathFromHere(Path, Directory));
  return Paths;
}

} // namespace async_trait_gen
