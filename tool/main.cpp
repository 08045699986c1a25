//===- main.cpp - The generator's stages ------------------------*- C++ -*-===//
//
// options -> plan of the outputs -> front end (parse and extraction) ->
// emission -> files.
//
//===----------------------------------------------------------------------===//

#include "emission/Emission.h"
#include "frontend/FrontEnd.h"
#include "options/Failure.h"
#include "options/Options.h"
#include "output/DepFile.h"
#include "output/FileWriter.h"
#include "output/OutputPlan.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <filesystem>
#include <span>

namespace async_trait_gen {
namespace {

/// What the call will write, once all of it is known.
struct Results {
  std::vector<FileContent> Files;
  std::string StandardOutput;
  std::vector<std::string> Dependencies;
  bool HasErrors = false;
};

Results generate(const OutputPlan& Plan, FrontEnd& Parser) {
  Results All;
  for (const PlannedOutput& Output : Plan.Outputs) {
    const std::optional<ParsedHeader> Parsed = Parser.parse(Output.Header);
    if (!Parsed) {
      All.HasErrors = true;
      continue;
    }
    std::string Text = emitHeader(Parsed->Model);
    if (Output.Where == PlannedOutput::Sink::StandardOutput)
      All.StandardOutput = std::move(Text);
    else
      All.Files.push_back({Output.Path, std::move(Text)});
    All.Dependencies.insert(All.Dependencies.end(), Parsed->Dependencies.begin(),
                            Parsed->Dependencies.end());
  }
  return All;
}

FileContent depFile(const std::string& Path, const OutputPlan& Plan, const Results& All) {
  std::vector<std::string> Targets;
  for (const PlannedOutput& Output : Plan.Outputs)
    Targets.push_back(Output.Path);
  return {Path, depFileText(Targets, All.Dependencies)};
}

ExitCode check(const std::vector<FileContent>& Files) {
  ExitCode Code = ExitCode::Done;
  for (const FileContent& File : Files) {
    if (isCurrent(File))
      continue;
    llvm::errs() << "async-trait-gen: '" << File.Path << "' is stale\n";
    Code = ExitCode::InputErrors;
  }
  return Code;
}

ExitCode generateOrCheck(const Options& Given, const std::string& Executable) {
  const OutputPlan Plan = planOutputs(Given);
  FrontEnd Parser(findInstallation(Executable, Given.ResourceDir),
                  FlagSource(Given.Database, Given.CompilerFlags), llvm::errs());
  Results All = generate(Plan, Parser);
  if (All.HasErrors)
    return ExitCode::InputErrors;
  if (Given.What == Options::Action::Check)
    return check(All.Files);

  if (Given.DepFile)
    All.Files.push_back(depFile(*Given.DepFile, Plan, All));
  makeDirectories(Plan.Directories);
  writeFiles(All.Files, All.StandardOutput);
  return ExitCode::Done;
}

ExitCode run(std::span<const char* const> Arguments, const std::string& Executable) {
  const Options Given = parseOptions(Arguments);
  switch (Given.What) {
  case Options::Action::PrintHelp:
    writeFiles({}, helpText());
    return ExitCode::Done;
  case Options::Action::PrintVersion:
    writeFiles({}, "async-trait-gen " ATG_VERSION " (LLVM " LLVM_VERSION_STRING ")\n");
    return ExitCode::Done;
  case Options::Action::Generate:
  case Options::Action::Check:
    return generateOrCheck(Given, Executable);
  }
  return ExitCode::BadUsage;
}

} // namespace
} // namespace async_trait_gen

int main(int Count, const char** Arguments) {
  using namespace async_trait_gen;
  try {
    void* const InThisProgram = reinterpret_cast<void*>(&parseOptions);
    const std::string Executable = llvm::sys::fs::getMainExecutable(Arguments[0], InThisProgram);
    const std::span All(Arguments, static_cast<std::size_t>(Count));
    return static_cast<int>(run(All.subspan(1), Executable));
  } catch (const Failure& Error) {
    llvm::errs() << "async-trait-gen: error: " << Error.what() << '\n';
    return static_cast<int>(Error.code());
  } catch (const std::filesystem::filesystem_error& Error) {
    llvm::errs() << "async-trait-gen: error: " << Error.what() << '\n';
    return static_cast<int>(ExitCode::FileError);
  }
}
