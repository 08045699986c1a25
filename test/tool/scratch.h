//===- scratch.h - A directory of a test's own ------------------*- C++ -*-===//
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include <stdlib.h>

namespace async_trait_gen::test {

namespace fs = std::filesystem;

inline std::string readFile(const fs::path& Path) {
  const std::ifstream Stream(Path, std::ios::binary);
  std::ostringstream Content;
  Content << Stream.rdbuf();
  return Content.str();
}

inline void writeFile(const fs::path& Path, const std::string& Content) {
  fs::create_directories(Path.parent_path());
  std::ofstream(Path, std::ios::binary) << Content;
}

/// Makes a fresh directory and removes it, with all that is in it, at the end.
class ScratchDirectory {
public:
  ScratchDirectory() {
    std::string Pattern = (fs::temp_directory_path() / "async-trait-gen-XXXXXX").string();
    if (mkdtemp(Pattern.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), Pattern);
    Root = fs::canonical(Pattern);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code Ignored;
    fs::remove_all(Root, Ignored);
  }

  fs::path operator/(const fs::path& Name) const { return Root / Name; }
  const fs::path& path() const { return Root; }

  /// How many entries are in it, at any depth.
  std::ptrdiff_t size() const {
    return std::distance(fs::recursive_directory_iterator(Root),
                         fs::recursive_directory_iterator());
  }

private:
  fs::path Root;
};

} // namespace async_trait_gen::test
