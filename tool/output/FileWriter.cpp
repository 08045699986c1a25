#include "output/FileWriter.h"
#include "options/Failure.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>
#include <optional>
#include <ranges>
#include <utility>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
namespace sys = llvm::sys::fs;

[[noreturn]] void failToWrite(const std::string& Path, const std::string& Why) {
  throw Failure(ExitCode::FileError, "cannot write '" + Path + "': " + Why).about(Path);
}

void throwOnError(const std::string& Path, llvm::Error Error) {
  if (Error)
    failToWrite(Path, llvm::toString(std::move(Error)));
}

void writeAll(int Descriptor, const FileContent& File) {
  llvm::raw_fd_ostream Stream(Descriptor, /*shouldClose=*/false);
  Stream << File.Content;
  Stream.flush();
  if (const std::error_code Error = Stream.error()) {
    Stream.clear_error();
    failToWrite(File.Path, Error.message());
  }
}

/// The file behind a chain of symbolic links; it may be missing.
std::string linkTarget(const std::string& Path) {
  constexpr int LongestChain = 40;
  fs::path Target = Path;
  std::error_code Error;
  for (int Hop = 0; Hop < LongestChain && fs::is_symlink(Target, Error); ++Hop)
    Target = Target.parent_path() / fs::read_symlink(Target, Error);
  return Target.string();
}

/// New content next to its target. Unless committed, it leaves no trace.
class StagedFile {
public:
  explicit StagedFile(const FileContent& File) : Path(File.Path), Target(linkTarget(File.Path)) {
    sys::file_status Status;
    const bool IsNew = static_cast<bool>(sys::status(Target, Status));
    if (sys::is_directory(Status))
      failToWrite(Path, "it is a directory");

    llvm::SmallString<128> Model = llvm::sys::path::parent_path(Target);
    // A name of its own length: the target's may already be as long as a name can be.
    llvm::sys::path::append(Model, ".%%%%%%%%%%%%.tmp");
    llvm::Expected<sys::TempFile> Created = sys::TempFile::create(Model);
    if (!Created)
      throwOnError(Path, Created.takeError());
    Temporary = std::move(*Created);
    try {
      writeAll(Temporary->FD, File);
      if (!IsNew)
        keepPermissions(Status.permissions());
    } catch (...) {
      discard();
      throw;
    }
  }

  StagedFile(StagedFile&& Other) noexcept
      : Path(std::move(Other.Path)), Target(std::move(Other.Target)),
        Temporary(std::exchange(Other.Temporary, std::nullopt)) {}
  StagedFile& operator=(StagedFile&&) = delete;

  ~StagedFile() { discard(); }

  /// Not by TempFile::keep(Target): where it cannot rename it copies, and that could end half-way.
  void commit() {
    if (const std::error_code Error = sys::rename(Temporary->TmpName, Target))
      failToWrite(Path, Error.message());
    llvm::Error Error = Temporary->keep();
    Temporary.reset();
    throwOnError(Path, std::move(Error));
  }

private:
  void keepPermissions(sys::perms Permissions) {
    if (const std::error_code Error = sys::setPermissions(Temporary->FD, Permissions))
      failToWrite(Path, Error.message());
  }

  void discard() {
    if (Temporary)
      llvm::consumeError(Temporary->discard());
    Temporary.reset();
  }

  std::string Path;
  std::string Target;
  std::optional<sys::TempFile> Temporary;
};

/// Directories that were missing. Unless kept, those that are still empty go again.
class NewDirectories {
public:
  NewDirectories() = default;
  NewDirectories(const NewDirectories&) = delete;
  NewDirectories& operator=(const NewDirectories&) = delete;
  ~NewDirectories() {
    std::error_code Ignored;
    for (const fs::path& Directory : std::views::reverse(Made))
      fs::remove(Directory, Ignored);
  }

  void make(const fs::path& Directory) {
    std::error_code Error;
    if (Directory.empty() || fs::is_directory(Directory, Error))
      return;
    make(Directory.parent_path());
    if (fs::create_directory(Directory, Error))
      Made.push_back(Directory);
    else if (Error)
      throw Failure(ExitCode::FileError,
                    "cannot make the directory '" + Directory.string() + "': " + Error.message())
          .about(Directory.string());
  }

  void keep() { Made.clear(); }

private:
  std::vector<fs::path> Made;
};

/// Whether the path names a device, a pipe or the like, which must not be
/// replaced by a file.
bool isSpecial(const std::string& Path) {
  sys::file_status Status;
  return !sys::status(Path, Status) && sys::is_other(Status);
}

void writeSpecial(const FileContent& File) {
  int Descriptor = -1;
  if (const std::error_code Error =
          sys::openFileForWrite(File.Path, Descriptor, sys::CD_OpenExisting))
    failToWrite(File.Path, Error.message());
  const llvm::raw_fd_ostream Closer(Descriptor, /*shouldClose=*/true);
  writeAll(Descriptor, File);
}

} // namespace

bool isCurrent(const FileContent& Wanted) {
  if (isSpecial(Wanted.Path))
    return false;
  const auto Buffer = llvm::MemoryBuffer::getFile(Wanted.Path, /*IsText=*/false,
                                                  /*RequiresNullTerminator=*/false);
  return Buffer && (*Buffer)->getBuffer() == Wanted.Content;
}

void writeFiles(const std::vector<std::string>& Directories, const std::vector<FileContent>& Files,
                const std::string& StandardOutput) {
  NewDirectories Parents;
  for (const std::string& Directory : Directories)
    Parents.make(Directory);
  std::vector<StagedFile> Staged;
  std::vector<const FileContent*> Special;
  for (const FileContent& File : Files) {
    if (isSpecial(File.Path))
      Special.push_back(&File);
    else if (!isCurrent(File))
      Staged.emplace_back(File);
  }

  constexpr int StandardOutputDescriptor = 1;
  if (!StandardOutput.empty())
    writeAll(StandardOutputDescriptor, {"standard output", StandardOutput});
  for (const FileContent* File : Special)
    writeSpecial(*File);
  for (StagedFile& File : Staged)
    File.commit();
  Parents.keep();
}

} // namespace async_trait_gen
