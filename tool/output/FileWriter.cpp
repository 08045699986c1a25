#include "output/FileWriter.h"
#include "options/Failure.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>
#include <optional>
#include <utility>

namespace async_trait_gen {
namespace {

namespace sys = llvm::sys::fs;

[[noreturn]] void failToWrite(const std::string& Path, const std::string& Why) {
  throw Failure(ExitCode::FileError, "cannot write '" + Path + "': " + Why);
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
  std::filesystem::path Target = Path;
  std::error_code Error;
  for (int Hop = 0; Hop < LongestChain && std::filesystem::is_symlink(Target, Error); ++Hop)
    Target = Target.parent_path() / std::filesystem::read_symlink(Target, Error);
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
    llvm::sys::path::append(Model, "." + llvm::sys::path::filename(Target) + ".%%%%%%%%.tmp");
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

  void commit() {
    llvm::Error Error = Temporary->keep(Target);
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

void makeDirectories(const std::vector<std::string>& Directories) {
  for (const std::string& Directory : Directories)
    if (const std::error_code Error = sys::create_directories(Directory))
      throw Failure(ExitCode::FileError,
                    "cannot make the directory '" + Directory + "': " + Error.message());
}

void writeFiles(const std::vector<FileContent>& Files, const std::string& StandardOutput) {
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
}

} // namespace async_trait_gen
