// A folder for one test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace kv::testing {

/// Goes with all that is in it.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = ::testing::TempDir() + "kv_server_XXXXXX";
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("there is no place for a temporary folder");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const noexcept { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace kv::testing
