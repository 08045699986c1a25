//===- main.cpp - The generator's stages ------------------------*- C++ -*-===//
//
// options -> plan of the outputs -> front end (parse and extraction) ->
// emission, or a template over the model -> files, and diagnostics of any of them.
//
//===----------------------------------------------------------------------===//

#include "emission/Emission.h"
#include "frontend/FrontEnd.h"
#include "frontend/Parallel.h"
#include "model/Json.h"
#include "options/Failure.h"
#include "options/Options.h"
#include "output/DepFile.h"
#include "output/DiagnosticReport.h"
#include "output/FileWriter.h"
#include "output/OutputPlan.h"
#include "output/Progress.h"
#include "templates/Template.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <exception>
#include <filesystem>
#include <iterator>
#include <optional>
#include <span>

namespace async_trait_gen {
namespace {

/// What the call will write, once all of it is known.
struct Results {
  std::vector<FileContent> Files;
  std::string StandardOutput;
  std::vector<std::string> Dependencies;
};

/// \p Own is there where \p Kind needs it.
std::string textOf(OutputKind Kind, const model::Header& Model,
                   const std::optional<Template>& Own) {
  switch (Kind) {
  case OutputKind::Header:
    return emitHeader(Model);
  case OutputKind::Json:
    return model::toJson(Model);
  case OutputKind::Mock:
    return emitMocks(Model);
  case OutputKind::Decorator:
    return emitDecorators(Model);
  case OutputKind::Template:
    return Own->render(model::toJson(Model));
  }
  return {};
}

/// One for each of the outputs of \p Header.
std::vector<std::string> textsOf(const PlannedHeader& Header, const ParsedHeader& Parsed,
                                 const std::optional<Template>& Own) {
  std::vector<std::string> Result;
  if (Parsed.Model)
    for (const PlannedOutput& Output : Header.Outputs)
      Result.push_back(textOf(Output.Kind, *Parsed.Model, Own));
  return Result;
}

template <class Element>
void append(std::vector<Element>& All, std::vector<Element> More) {
  All.insert(All.end(), std::move_iterator(More.begin()), std::move_iterator(More.end()));
}

/// Whatever the number of threads, the results and \p Errors are in the order of
/// the headers, up to the first that ends the call.
Results generate(const OutputPlan& Plan, const FrontEnd& Parser, const std::optional<Template>& Own,
                 unsigned Jobs, bool IsWatched, std::vector<Diagnostic>& Errors) {
  // Each header is read, and then written.
  Progress Shown(2 * Plan.Headers.size(), IsWatched);
  std::vector<std::string> Paths;
  for (const PlannedHeader& Header : Plan.Headers)
    Paths.push_back(Header.Path);
  std::vector<Reading> Read = Parser.parseAll(Paths, Jobs, Shown).Headers;
  Results All;
  for (Reading& One : Read) {
    append(Errors, std::move(One.Parsed.Diagnostics));
    if (One.Error)
      std::rethrow_exception(One.Error);
    append(All.Dependencies, std::move(One.Parsed.Dependencies));
  }
  if (!Errors.empty())
    return All; // Nothing is written then.

  std::vector<std::vector<std::string>> Texts(Read.size());
  forEachIndex(Read.size(), Jobs, [&](std::size_t Index) {
    Texts[Index] = textsOf(Plan.Headers[Index], Read[Index].Parsed, Own);
    Shown.advance(1);
  });
  for (std::size_t Index = 0; Index < Texts.size(); ++Index)
    for (std::size_t Output = 0; Output < Texts[Index].size(); ++Output) {
      const PlannedOutput& Planned = Plan.Headers[Index].Outputs[Output];
      if (Planned.Where == PlannedOutput::Sink::StandardOutput)
        All.StandardOutput = std::move(Texts[Index][Output]);
      else
        All.Files.push_back({Planned.Path, std::move(Texts[Index][Output])});
    }
  return All;
}

FileContent depFile(const std::string& Path, const OutputPlan& Plan, const Results& All) {
  std::vector<std::string> Targets;
  for (const PlannedHeader& Header : Plan.Headers)
    for (const PlannedOutput& Output : Header.Outputs)
      Targets.push_back(Output.Path);
  return {Path, depFileText(Targets, All.Dependencies)};
}

ExitCode check(const std::vector<FileContent>& Files, std::vector<Diagnostic>& Errors) {
  ExitCode Code = ExitCode::Done;
  for (const FileContent& File : Files) {
    if (isCurrent(File))
      continue;
    const std::string Message = "'" + File.Path + "' is stale";
    Errors.push_back({.Where = Place{File.Path},
                      .Id = "stale-output",
                      .Message = Message,
                      .Text = "async-trait-gen: " + Message + "\n"});
    Code = ExitCode::InputErrors;
  }
  return Code;
}

FrontEnd frontEnd(const Options& Given, const std::string& Executable) {
  return FrontEnd(findInstallation(Executable, Given.ResourceDir),
                  FlagSource(Given.Database, Given.CompilerFlags), ConfigSource(Given.Config),
                  llvm::errs().has_colors() ? TextStyle::Coloured : TextStyle::Plain, Given.Emit,
                  Given.CacheDir);
}

/// \p Reports are warnings, if the header has no errors.
ExitCode suggest(const Options& Given, const std::string& Executable,
                 std::vector<Diagnostic>& Reports) {
  const OutputPlan Plan = planOutputs(Given);
  SuggestedHeader Suggested = frontEnd(Given, Executable).suggest(Given.Headers.front());
  append(Reports, std::move(Suggested.Diagnostics));
  if (!Suggested.Text)
    return ExitCode::InputErrors;
  refuseOverwriting(Plan, Suggested.Dependencies);
  const PlannedOutput& Output = Plan.Headers.front().Outputs.front();
  if (Output.Where == PlannedOutput::Sink::StandardOutput)
    writeFiles({}, {}, *Suggested.Text);
  else
    writeFiles({}, {{Output.Path, std::move(*Suggested.Text)}}, {});
  return ExitCode::Done;
}

ExitCode generateOrCheck(const Options& Given, const std::string& Executable,
                         std::vector<Diagnostic>& Errors) {
  const OutputPlan Plan = planOutputs(Given);
  std::optional<Template> Own;
  if (Given.Template)
    Own = Template::read(*Given.Template);
  const FrontEnd Parser = frontEnd(Given, Executable);
  const bool IsWatched =
      Given.Format == DiagnosticsFormat::Text && llvm::sys::Process::StandardErrIsDisplayed();
  Results All = generate(Plan, Parser, Own, Given.Jobs, IsWatched, Errors);
  if (!Errors.empty())
    return ExitCode::InputErrors;
  if (Given.Template)
    All.Dependencies.push_back(*Given.Template);
  refuseOverwriting(Plan, All.Dependencies);
  if (Given.What == Options::Action::Check)
    return check(All.Files, Errors);

  if (Given.DepFile)
    All.Files.push_back(depFile(*Given.DepFile, Plan, All));
  writeFiles(Plan.Directories, All.Files, All.StandardOutput);
  return ExitCode::Done;
}

ExitCode run(std::span<const char* const> Arguments, const std::string& Executable,
             std::vector<Diagnostic>& Errors) {
  const Options Given = parseOptions(Arguments);
  switch (Given.What) {
  case Options::Action::PrintHelp:
    writeFiles({}, {}, helpText());
    return ExitCode::Done;
  case Options::Action::PrintVersion:
    writeFiles({}, {}, "async-trait-gen " ATG_VERSION " (LLVM " LLVM_VERSION_STRING ")\n");
    return ExitCode::Done;
  case Options::Action::Generate:
  case Options::Action::Check:
    return generateOrCheck(Given, Executable, Errors);
  case Options::Action::Suggest:
    return suggest(Given, Executable, Errors);
  }
  return ExitCode::BadUsage;
}

/// A failure is one more error, behind those that came before it.
ExitCode runToTheEnd(std::span<const char* const> Arguments, const std::string& Executable,
                     std::vector<Diagnostic>& Errors) {
  const auto Failed = [&](const Failure& Error) {
    Errors.push_back(diagnosticOf(Error));
    return Error.code();
  };
  try {
    return run(Arguments, Executable, Errors);
  } catch (const Failure& Error) {
    return Failed(Error);
  } catch (const std::filesystem::filesystem_error& Error) {
    return Failed(Failure(ExitCode::FileError, Error.what()).about(Error.path1().string()));
  }
}

/// Keeps the numbers of standard streams that are closed from files that the call
/// opens: what is meant for the stream must not go there.
void reserveStandardStreams() {
  constexpr int LastStandardStream = 2;
  int Descriptor = -1;
  do {
    if (llvm::sys::fs::openFileForRead("/dev/null", Descriptor))
      return;
  } while (Descriptor <= LastStandardStream);
  [[maybe_unused]] const std::error_code Ignored =
      llvm::sys::Process::SafelyCloseFileDescriptor(Descriptor);
}

} // namespace
} // namespace async_trait_gen

int main(int Count, const char** Arguments) {
  using namespace async_trait_gen;
  reserveStandardStreams();
  void* const InThisProgram = reinterpret_cast<void*>(&parseOptions);
  const std::string Executable = llvm::sys::fs::getMainExecutable(Arguments[0], InThisProgram);
  const auto Given = std::span(Arguments, static_cast<std::size_t>(Count)).subspan(1);

  std::vector<Diagnostic> Errors;
  const ExitCode Code = runToTheEnd(Given, Executable, Errors);
  llvm::errs() << reportText(Errors, requestedFormat(Given));
  // Where nobody listens the code still tells.
  llvm::errs().clear_error();
  return static_cast<int>(Code);
}
