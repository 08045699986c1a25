//===- HeaderConfigs.h - What configures one header -------------*- C++ -*-===//
//
// In: where configurations come from, and a header. Out: the configuration of
// each file that the header's traits stand in.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "frontend/HeaderName.h"
#include "options/Config.h"

#include "llvm/ADT/StringRef.h"

#include <exception>
#include <filesystem>
#include <string>
#include <vector>

namespace async_trait_gen {

/// The configurations that one header needs. An error must not travel through
/// Clang, so it waits until the parse is over.
class HeaderConfigs {
public:
  /// \p TheDirectory is the one that Clang runs in.
  HeaderConfigs(const ConfigSource& TheSource, HeaderName HeadersName,
                std::filesystem::path TheDirectory)
      : Source(TheSource), Name(std::move(HeadersName)), Directory(std::move(TheDirectory)),
        OfHeader(remembered(Source.configFor(Name.ForUser))) {}

  Config configFor(llvm::StringRef File) {
    if (File == Name.ForClang)
      return OfHeader;
    try {
      return remembered(Source.configFor(pathFromHere(File.str(), Directory)));
    } catch (...) {
      Error = std::current_exception();
      return {};
    }
  }

  /// The files that were read.
  const std::vector<std::string>& files() const {
    if (Error)
      std::rethrow_exception(Error);
    return Files;
  }

private:
  Config remembered(Config Found) {
    if (Found.File)
      Files.push_back(*Found.File);
    return Found;
  }

  const ConfigSource& Source;
  HeaderName Name;
  std::filesystem::path Directory;
  std::vector<std::string> Files;
  Config OfHeader;
  std::exception_ptr Error;
};

} // namespace async_trait_gen
