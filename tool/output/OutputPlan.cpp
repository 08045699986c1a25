#include "output/OutputPlan.h"
#include "options/Failure.h"
#include "options/TemplateName.h"

#include "llvm/Support/FileSystem.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <string_view>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
namespace sys = llvm::sys::fs;

[[noreturn]] void failUsage(const std::string& Message) {
  throw Failure(ExitCode::BadUsage, Message);
}

std::string inQuotes(const fs::path& Path) { return std::string("'").append(Path.string()) + "'"; }

/// Nothing for a template that does not say it.
std::optional<std::string> endingOf(OutputKind Kind, const std::string& HeaderEnding,
                                    const Options& Given) {
  switch (Kind) {
  case OutputKind::Header:
    return HeaderEnding;
  case OutputKind::Json:
    return ".trait.json";
  case OutputKind::Mock:
    return ".mock" + HeaderEnding;
  case OutputKind::Decorator:
    return ".decorator" + HeaderEnding;
  case OutputKind::Template:
    return templateOutputEnding(*Given.Template);
  }
  return {};
}

bool isNamedLikeTraitHeader(const fs::path& Header) {
  static constexpr std::array<std::string_view, 4> Endings = {".h", ".hpp", ".hh", ".hxx"};
  return std::ranges::count(Endings, Header.extension().string()) > 0 &&
         Header.stem().extension() == ".trait";
}

/// The name of what is made of a header, or nothing where that is not certain.
std::optional<fs::path> generatedName(const fs::path& Header, OutputKind Kind,
                                      const Options& Given) {
  const auto Ending = endingOf(Kind, Header.extension().string(), Given);
  if (!Ending || !isNamedLikeTraitHeader(Header))
    return std::nullopt;
  return Header.parent_path() / Header.stem().stem() += *Ending;
}

/// The file that a path means, whatever links and dots it is written with; it
/// need not exist.
fs::path identity(const fs::path& Path) {
  std::error_code Ignored;
  const fs::path Resolved = fs::weakly_canonical(fs::absolute(Path), Ignored);
  return Resolved.empty() ? fs::absolute(Path).lexically_normal() : Resolved;
}

std::optional<fs::path> pathInside(const fs::path& Directory, const fs::path& File) {
  fs::path Relative = File.lexically_relative(Directory);
  if (Relative.empty() || *Relative.begin() == "..")
    return std::nullopt;
  return Relative;
}

/// As written first: a header may be a link to a file that lies elsewhere.
fs::path pathFromBase(const fs::path& Header, const fs::path& BaseDir) {
  const auto normal = [](const fs::path& Path) {
    // A trailing slash would count as one more, empty, component.
    return (fs::absolute(Path) / "").lexically_normal().parent_path();
  };
  std::optional<fs::path> Relative = pathInside(normal(BaseDir), normal(Header));
  if (!Relative)
    Relative = pathInside(identity(normal(BaseDir)), identity(Header));
  if (!Relative)
    failUsage("the header " + inQuotes(Header) + " is outside the base directory " +
              inQuotes(BaseDir));
  return *Relative;
}

void checkCombinations(const Options& Given) {
  const bool IsCheck = Given.What == Options::Action::Check;
  if (Given.Output && Given.OutDir)
    failUsage("'-o' and '--out-dir' exclude each other");
  if (Given.Output && Given.Headers.size() > 1)
    failUsage("'-o' names the output of one header, but there are " +
              std::to_string(Given.Headers.size()) + "; use '--out-dir'");
  if (Given.Output && Given.Emit.size() > 1)
    failUsage("'-o' names one output, but '--emit' asks for " + std::to_string(Given.Emit.size()) +
              "; use '--out-dir'");
  if (Given.BaseDir && !Given.OutDir)
    failUsage("'--base-dir' has a meaning only together with '--out-dir'");
  if (IsCheck && Given.Output == "-")
    failUsage("'--check' compares files, and standard output is none");
}

fs::path generatedNameOrFail(const fs::path& Header, OutputKind Kind, const Options& Given) {
  const std::optional<fs::path> Name = generatedName(Header, Kind, Given);
  if (!Name && isNamedLikeTraitHeader(Header))
    failUsage("the output of the template " + inQuotes(*Given.Template) +
              " needs a name (-o FILE): its own is not like page.html.mustache, whose outputs end "
              "in .html");
  if (!Name)
    failUsage("the output of " + inQuotes(Header) +
              " needs a name (-o FILE): it does not end in .trait.h, .trait.hpp, .trait.hh or "
              ".trait.hxx");
  return *Name;
}

PlannedOutput planStandardOutput(const Options& Given, const std::string& Header, OutputKind Kind) {
  // With `-o -` any name will do.
  const fs::path Name = Given.Output ? generatedName(Header, Kind, Given).value_or(*Given.Output)
                                     : generatedNameOrFail(Header, Kind, Given);
  return {Kind, Name.string(), PlannedOutput::Sink::StandardOutput};
}

/// Whether it includes the generated header.
bool isCompanion(OutputKind Kind) {
  return Kind == OutputKind::Mock || Kind == OutputKind::Decorator;
}

PlannedOutput planOutput(const Options& Given, const std::string& Header, OutputKind Kind) {
  if (isCompanion(Kind) && !isNamedLikeTraitHeader(Header))
    failUsage("mocks and decorators include the generated header, and that of " + inQuotes(Header) +
              " has no certain name: it does not end in .trait.h, .trait.hpp, .trait.hh or "
              ".trait.hxx");
  if (Given.OutDir) {
    const fs::path BaseDir =
        Given.BaseDir ? fs::path(*Given.BaseDir) : fs::absolute(fs::path(Header)).parent_path();
    const fs::path Generated = generatedNameOrFail(pathFromBase(Header, BaseDir), Kind, Given);
    return {Kind, (fs::path(*Given.OutDir) / Generated).string(), PlannedOutput::Sink::File};
  }
  const bool OnlyShows = Given.Headers.size() == 1 && Given.Emit.size() == 1 && !Given.Output &&
                         Given.What != Options::Action::Check;
  if (Given.Output == "-" || OnlyShows)
    return planStandardOutput(Given, Header, Kind);
  const std::string Path =
      Given.Output ? *Given.Output : generatedNameOrFail(Header, Kind, Given).string();
  return {Kind, Path, PlannedOutput::Sink::File};
}

[[noreturn]] void failOverwriting(const std::string& Output, const std::string& Input) {
  failUsage("the output " + inQuotes(Output) + " is the input " + inQuotes(Input));
}

/// Who writes an output, in words.
std::string writerOf(const std::string& Header, OutputKind Kind, const Options& Given) {
  if (Kind == OutputKind::Template)
    return inQuotes(Header) + " with " + inQuotes(*Given.Template);
  return inQuotes(Header);
}

/// Finds files that two things would be written to, or that are inputs.
class WriteClaims {
public:
  explicit WriteClaims(const Options& Given) {
    for (const std::string& Header : Given.Headers)
      Inputs.emplace(identity(Header), Header);
    if (Given.Config)
      Inputs.emplace(identity(*Given.Config), *Given.Config);
    if (Given.Template)
      Inputs.emplace(identity(*Given.Template), *Given.Template);
  }

  void claim(const std::string& Path, const std::string& Writer) {
    const fs::path File = identity(Path);
    if (const auto Input = Inputs.find(File); Input != Inputs.end())
      failOverwriting(Path, Input->second);
    const auto [Earlier, IsFirst] = Writers.emplace(File, Writer);
    if (!IsFirst)
      failUsage(Earlier->second + " and " + Writer + " have the same output " + inQuotes(Path));
  }

private:
  std::map<fs::path, std::string> Inputs;
  std::map<fs::path, std::string> Writers;
};

/// Finds an output among inputs, under whichever name.
class OutputFiles {
public:
  void add(const std::string& Path) {
    sys::UniqueID File;
    if (!sys::getUniqueID(Path, File))
      Paths.emplace(File, Path);
  }

  void refuse(const std::string& Input) const {
    sys::UniqueID File;
    if (Paths.empty() || sys::getUniqueID(Input, File))
      return;
    if (const auto Output = Paths.find(File); Output != Paths.end())
      failOverwriting(Output->second, Input);
  }

private:
  std::map<sys::UniqueID, std::string> Paths;
};

/// The directories of outputs below `--out-dir`; any other must exist.
std::vector<std::string> directoriesToMake(const Options& Given,
                                           const std::vector<PlannedHeader>& Headers) {
  std::vector<std::string> Directories;
  if (Given.OutDir)
    for (const PlannedHeader& Header : Headers)
      Directories.push_back(fs::path(Header.Outputs.front().Path).parent_path().string());
  return Directories;
}

} // namespace

OutputPlan planOutputs(const Options& Given) {
  checkCombinations(Given);

  OutputPlan Plan;
  WriteClaims Claims(Given);
  for (const std::string& Path : Given.Headers) {
    PlannedHeader& Header = Plan.Headers.emplace_back(PlannedHeader{Path, {}});
    for (const OutputKind Kind : Given.Emit) {
      const PlannedOutput& Output = Header.Outputs.emplace_back(planOutput(Given, Path, Kind));
      if (Output.Where == PlannedOutput::Sink::File)
        Claims.claim(Output.Path, writerOf(Path, Kind, Given));
    }
  }
  if (Given.DepFile)
    Claims.claim(*Given.DepFile, "'--depfile'");
  Plan.Directories = directoriesToMake(Given, Plan.Headers);
  Plan.DepFile = Given.DepFile;
  return Plan;
}

void refuseOverwriting(const OutputPlan& Plan, const std::vector<std::string>& Inputs) {
  OutputFiles Outputs;
  for (const PlannedHeader& Header : Plan.Headers)
    for (const PlannedOutput& Output : Header.Outputs)
      if (Output.Where == PlannedOutput::Sink::File)
        Outputs.add(Output.Path);
  if (Plan.DepFile)
    Outputs.add(*Plan.DepFile);
  for (const std::string& Input : Inputs)
    Outputs.refuse(Input);
}

} // namespace async_trait_gen
