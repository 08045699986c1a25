//===- FileWriter.h - All files of a call or none ---------------*- C++ -*-===//
//
// In: paths and contents. Out: files on disk. First everything is written to
// temporary files next to their targets, then these are renamed, so that an
// error on the way leaves all the old files and no new one.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <vector>

namespace async_trait_gen {

struct FileContent {
  std::string Path;
  std::string Content;
};

/// Whether the file at \p Wanted's path is there with that content.
bool isCurrent(const FileContent& Wanted);

/// Makes \p Directories, with their parents, where they are missing, replaces every file whose
/// content differs, and writes \p StandardOutput to that before the first of them changes. A
/// replaced file keeps its permissions; through a symbolic link its target is replaced; a device or
/// pipe is written to. Throws a Failure with ExitCode::FileError, and has then changed nothing
/// unless a rename failed after others had succeeded.
void writeFiles(const std::vector<std::string>& Directories, const std::vector<FileContent>& Files,
                const std::string& StandardOutput);

} // namespace async_trait_gen
