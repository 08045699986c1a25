// Where outputs go, what a depfile says, and how files are replaced.

#include "options/Failure.h"
#include "output/DepFile.h"
#include "output/FileWriter.h"
#include "output/OutputPlan.h"
#include "output/Progress.h"
#include "scratch.h"

#include <functional>

namespace async_trait_gen {
namespace {

using namespace test;
using Texts = std::vector<std::string>;

std::string failure(ExitCode Expected, const std::function<void()>& Call) {
  try {
    Call();
    return {};
  } catch (const Failure& Error) {
    EXPECT_EQ(Error.code(), Expected);
    return Error.what();
  }
}

std::string refusal(const Options& Given) {
  return failure(ExitCode::BadUsage, [&] { planOutputs(Given); });
}

Texts paths(const Options& Given) {
  Texts Result;
  for (const PlannedHeader& Header : planOutputs(Given).Headers)
    for (const PlannedOutput& Output : Header.Outputs)
      Result.push_back(Output.Path);
  return Result;
}

PlannedOutput firstOutput(const Options& Given) {
  return planOutputs(Given).Headers.at(0).Outputs.at(0);
}

bool contains(const std::string& Text, const std::string& Part) {
  return Text.find(Part) != std::string::npos;
}

// --- The plan ---------------------------------------------------------------

TEST(OutputPlan, MapsEachEnding) {
  const Options Given{.Headers = {"d/a.trait.h", "b.trait.hpp", "../c.trait.hh", "x.y.trait.hxx"}};
  EXPECT_EQ(paths(Given), (Texts{"d/a.h", "b.hpp", "../c.hh", "x.y.hxx"}));
  EXPECT_EQ(firstOutput(Given).Where, PlannedOutput::Sink::File);
}

TEST(OutputPlan, ASingleHeaderGoesToStandardOutput) {
  const PlannedOutput Output = firstOutput({.Headers = {"d/a.trait.h"}});
  EXPECT_EQ(Output.Where, PlannedOutput::Sink::StandardOutput);
  EXPECT_EQ(Output.Path, "d/a.h");
  const Options Dash{.Headers = {"any.name"}, .Output = "-"};
  EXPECT_EQ(firstOutput(Dash).Where, PlannedOutput::Sink::StandardOutput);
}

TEST(OutputPlan, CheckComparesASingleHeaderWithTheFileNextToIt) {
  const Options Given{.What = Options::Action::Check, .Headers = {"d/a.trait.h"}};
  EXPECT_EQ(firstOutput(Given).Where, PlannedOutput::Sink::File);
  EXPECT_EQ(paths(Given), Texts{"d/a.h"});
  Options ToStandardOutput = Given;
  ToStandardOutput.Output = "-";
  EXPECT_EQ(refusal(ToStandardOutput), "'--check' compares files, and standard output is none");
}

TEST(OutputPlan, OutDirKeepsThePathFromTheBase) {
  const Options Given{
      .Headers = {"src/a.trait.h", "src/net/b.trait.h"}, .OutDir = "out", .BaseDir = "src/"};
  EXPECT_EQ(paths(Given), (Texts{"out/a.h", "out/net/b.h"}));
  EXPECT_EQ(planOutputs(Given).Directories, (Texts{"out", "out/net"}));
}

TEST(OutputPlan, TheDefaultBaseIsEachHeadersDirectory) {
  const Options Given{.Headers = {"src/a.trait.h", "src/net/b.trait.h"}, .OutDir = "out"};
  EXPECT_EQ(paths(Given), (Texts{"out/a.h", "out/b.h"}));
}

TEST(OutputPlan, EachKindHasAFileOfItsOwn) {
  const std::vector<OutputKind> Both = {OutputKind::Header, OutputKind::Json};
  const Options Given{.Headers = {"d/a.trait.hpp"}, .Emit = Both};
  EXPECT_EQ(paths(Given), (Texts{"d/a.hpp", "d/a.trait.json"}));
  EXPECT_EQ(firstOutput(Given).Where, PlannedOutput::Sink::File);
  const Options Below{.Headers = {"a.trait.h"}, .Emit = Both, .OutDir = "out"};
  EXPECT_EQ(paths(Below), (Texts{"out/a.h", "out/a.trait.json"}));
  const Options Single{.Headers = {"a.trait.h"}, .Emit = {OutputKind::Json}};
  EXPECT_EQ(paths(Single), Texts{"a.trait.json"});
  EXPECT_EQ(firstOutput(Single).Where, PlannedOutput::Sink::StandardOutput);
  const Options Named{.Headers = {"any"}, .Emit = {OutputKind::Json}, .Output = "x"};
  EXPECT_EQ(paths(Named), Texts{"x"});
  const Options Mocks{.Headers = {"d/a.trait.hpp"}, .Emit = {OutputKind::Header, OutputKind::Mock}};
  EXPECT_EQ(paths(Mocks), (Texts{"d/a.hpp", "d/a.mock.hpp"}));
  const Options Mock{.Headers = {"a.trait.h"}, .Emit = {OutputKind::Mock}, .Output = "x"};
  EXPECT_EQ(paths(Mock), Texts{"x"});
  for (const char* Output : {"x", "-"})
    EXPECT_EQ(refusal({.Headers = {"a.trait.h"}, .Emit = Both, .Output = Output}),
              "'-o' names one output, but '--emit' asks for 2; use '--out-dir'");
}

TEST(OutputPlan, ATemplatesNameEndsThatOfItsOutput) {
  const auto given = [](const std::string& Template) {
    return Options{.Headers = {"d/a.trait.h", "d/b.trait.hpp"},
                   .Emit = {OutputKind::Template},
                   .Template = Template};
  };
  EXPECT_EQ(paths(given("t/page.html.mustache")), (Texts{"d/a.html", "d/b.html"}));
  EXPECT_EQ(paths(given("t/wrapper.log.h.mustache")), (Texts{"d/a.log.h", "d/b.log.h"}));
  EXPECT_EQ(refusal(given("t/page")),
            "the output of the template 't/page' needs a name (-o FILE): its own is not like "
            "page.html.mustache, whose outputs end in .html");
  Options Named{.Headers = {"a.trait.h"}, .Emit = {OutputKind::Template}, .Template = "page"};
  Named.Output = "x";
  EXPECT_EQ(paths(Named), Texts{"x"});
  Named.Output = "-";
  EXPECT_EQ(paths(Named), Texts{"-"});
}

TEST(OutputPlan, ATemplateIsAnInputWhoseOutputCountsForCollisions) {
  const std::vector<OutputKind> Both = {OutputKind::Header, OutputKind::Template};
  EXPECT_EQ(refusal({.Headers = {"a.trait.h"}, .Emit = Both, .Template = "page.h.mustache"}),
            "'a.trait.h' and 'a.trait.h' with 'page.h.mustache' have the same output 'a.h'");
  EXPECT_EQ(refusal({.Headers = {"a.trait.h"},
                     .Emit = {OutputKind::Template},
                     .Template = "t.mustache",
                     .Output = "./t.mustache"}),
            "the output './t.mustache' is the input 't.mustache'");
}

TEST(OutputPlan, MocksNeedToKnowTheNameOfTheGeneratedHeader) {
  EXPECT_TRUE(contains(
      refusal({.Headers = {"any.h"}, .Emit = {OutputKind::Mock}, .Output = "x"}),
      "mocks and decorators include the generated header, and that of 'any.h' has no certain "
      "name"));
}

TEST(OutputPlan, OutputsOfAllKindsCountForCollisions) {
  const std::vector<OutputKind> Both = {OutputKind::Header, OutputKind::Json};
  EXPECT_TRUE(contains(refusal({.Headers = {"a.trait.h", "a.trait.hpp"}, .Emit = Both}),
                       "have the same output 'a.trait.json'"));
  EXPECT_TRUE(contains(
      refusal({.Headers = {"a.trait.h"}, .Emit = Both, .DepFile = "./a.trait.json"}), "--depfile"));
  EXPECT_TRUE(contains(refusal({.Headers = {"a.trait.h"}, .Output = "c.json", .Config = "c.json"}),
                       "is the input"));
}

TEST(OutputPlan, RefusesOptionsThatExcludeEachOther) {
  EXPECT_EQ(refusal({.Headers = {"a.trait.h"}, .Output = "a.h", .OutDir = "out"}),
            "'-o' and '--out-dir' exclude each other");
  EXPECT_EQ(refusal({.Headers = {"a.trait.h", "b.trait.h"}, .Output = "a.h"}),
            "'-o' names the output of one header, but there are 2; use '--out-dir'");
  EXPECT_EQ(refusal({.Headers = {"a.trait.h"}, .BaseDir = "."}),
            "'--base-dir' has a meaning only together with '--out-dir'");
}

TEST(OutputPlan, RefusesAnOutputWithoutAName) {
  for (const char* Name : {"a.h", "a.trait", "a.trait.c", ".trait.h", "trait.h"})
    EXPECT_TRUE(contains(refusal({.Headers = {Name}}), "needs a name (-o FILE)")) << Name;
  EXPECT_EQ(refusal({.Headers = {"a.h"}, .Output = "b.h"}), "");
  EXPECT_EQ(paths({.Headers = {"a.h"}, .Output = "-", .DepFile = "d"}), Texts{"-"});
}

TEST(OutputPlan, RefusesTwoInputsWithOneOutput) {
  EXPECT_EQ(refusal({.Headers = {"x/a.trait.h", "y/a.trait.h"}, .OutDir = "out"}),
            "'x/a.trait.h' and 'y/a.trait.h' have the same output 'out/a.h'");
  EXPECT_NE(refusal({.Headers = {"a.trait.h", "./a.trait.h"}}), "");
  EXPECT_NE(refusal({.Headers = {"a.trait.h"}, .Output = "a.h", .DepFile = "x/../a.h"}), "");
}

TEST(OutputPlan, RefusesAnOutputThatIsAnInput) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "d/a.trait.h", "");
  fs::create_directory_symlink("d", Scratch / "link");
  fs::create_symlink("a.trait.h", Scratch / "d/other.h");
  const std::string Header = Scratch / "d/a.trait.h";
  for (const char* Same : {"d/a.trait.h", "d/../d/./a.trait.h", "link/a.trait.h", "d/other.h"}) {
    const std::string Path = Scratch / Same;
    EXPECT_TRUE(contains(refusal({.Headers = {Header}, .Output = Path}), "is the input")) << Same;
    EXPECT_TRUE(contains(refusal({.Headers = {Header}, .DepFile = Path}), "is the input")) << Same;
  }
}

TEST(OutputPlan, RefusesAnOutputThatTurnsOutToBeAnInput) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "part.h", "");
  fs::create_symlink("part.h", Scratch / "link.h");
  const auto refuse = [&](const std::string& Output) {
    const OutputPlan Plan = planOutputs({.Headers = {"a.trait.h"}, .Output = Output});
    return failure(ExitCode::BadUsage,
                   [&] { refuseOverwriting(Plan, {"missing.h", Scratch / "part.h"}); });
  };
  EXPECT_EQ(refuse(Scratch / "new.h"), "");
  EXPECT_TRUE(contains(refuse(Scratch / "link.h"), "link.h' is the input '"));
}

TEST(OutputPlan, RefusesAHeaderOutsideTheBase) {
  EXPECT_EQ(refusal({.Headers = {"a.trait.h"}, .OutDir = "out", .BaseDir = "src"}),
            "the header 'a.trait.h' is outside the base directory 'src'");
  EXPECT_NE(refusal({.Headers = {"src/../a.trait.h"}, .OutDir = "out", .BaseDir = "src"}), "");
  EXPECT_NE(refusal({.Headers = {"srcs/a.trait.h"}, .OutDir = "out", .BaseDir = "src"}), "");
}

TEST(OutputPlan, FollowsLinksToTheBase) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "real/a.trait.h", "");
  fs::create_directory_symlink("real", Scratch / "link");
  const Options Given{
      .Headers = {Scratch / "real/a.trait.h"}, .OutDir = "out", .BaseDir = Scratch / "link"};
  EXPECT_EQ(paths(Given), Texts{"out/a.h"});
}

TEST(OutputPlan, TakesALinkedHeaderWhereTheLinkIs) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "store/hash", "");
  fs::create_directories(Scratch / "src/net");
  fs::create_symlink("../../store/hash", Scratch / "src/net/a.trait.h");
  const Options Given{
      .Headers = {Scratch / "src/net/a.trait.h"}, .OutDir = "out", .BaseDir = Scratch / "src"};
  EXPECT_EQ(paths(Given), Texts{"out/net/a.h"});
}

// --- The depfile ------------------------------------------------------------

TEST(DepFile, IsOneRule) {
  EXPECT_EQ(depFileText({"a.h", "b.h"}, {"a.trait.h", "x.h", "b.trait.h", "x.h"}),
            "a.h b.h: \\\n  a.trait.h \\\n  x.h \\\n  b.trait.h\n");
}

TEST(DepFile, EscapesForMake) {
  EXPECT_EQ(
      depFileText({"my out/a.h"}, {"c#.h", "cost$.h", "a b.h", "back\\slash.h", "end\\ .h", "a:b"}),
      "my\\ out/a.h: \\\n  c\\#.h \\\n  cost$$.h \\\n  a\\ b.h \\\n  back\\slash.h \\\n"
      "  end\\\\\\ .h \\\n  a\\:b\n");
}

// --- Files ------------------------------------------------------------------

TEST(FileWriter, ReplacesWithoutTraces) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "old.h", "old");
  writeFiles({}, {{Scratch / "old.h", "new"}, {Scratch / "new.h", "more"}}, "");
  EXPECT_EQ(readFile(Scratch / "old.h"), "new");
  EXPECT_EQ(readFile(Scratch / "new.h"), "more");
  EXPECT_EQ(Scratch.size(), 2);
}

TEST(FileWriter, LeavesWhatIsCurrent) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "a.h", "same");
  const auto LongAgo = fs::file_time_type::clock::now() - std::chrono::hours(1);
  fs::last_write_time(Scratch / "a.h", LongAgo);
  const auto Before = fs::last_write_time(Scratch / "a.h");
  writeFiles({}, {{Scratch / "a.h", "same"}}, "");
  EXPECT_EQ(fs::last_write_time(Scratch / "a.h"), Before);
  writeFiles({}, {{Scratch / "a.h", "else"}}, "");
  EXPECT_NE(fs::last_write_time(Scratch / "a.h"), Before);
}

TEST(FileWriter, KeepsPermissions) {
  const ScratchDirectory Scratch;
  const auto Permissions = fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read;
  writeFile(Scratch / "a.h", "old");
  fs::permissions(Scratch / "a.h", Permissions);
  writeFiles({}, {{Scratch / "a.h", "new"}}, "");
  EXPECT_EQ(fs::status(Scratch / "a.h").permissions(), Permissions);
}

TEST(FileWriter, ANewFileIsAsReadableAsAnyOther) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "other", "");
  writeFiles({}, {{Scratch / "a.h", "new"}}, "");
  EXPECT_EQ(fs::status(Scratch / "a.h").permissions(), fs::status(Scratch / "other").permissions());
}

TEST(FileWriter, WritesThroughLinks) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "d/target.h", "old");
  fs::create_symlink("d/target.h", Scratch / "link.h");
  fs::create_symlink("d/missing.h", Scratch / "dangling.h");
  writeFiles({}, {{Scratch / "link.h", "new"}, {Scratch / "dangling.h", "made"}}, "");
  EXPECT_TRUE(fs::is_symlink(Scratch / "link.h"));
  EXPECT_TRUE(fs::is_symlink(Scratch / "dangling.h"));
  EXPECT_EQ(readFile(Scratch / "d/target.h"), "new");
  EXPECT_EQ(readFile(Scratch / "d/missing.h"), "made");
}

TEST(FileWriter, AnErrorChangesNothing) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "a.h", "old");
  fs::create_directory(Scratch / "directory");
  for (const char* Unwritable : {"missing/b.h", "a.h/b.h", "directory"}) {
    const std::string Message = failure(ExitCode::FileError, [&] {
      writeFiles({}, {{Scratch / "a.h", "new"}, {Scratch / Unwritable, "new"}}, "");
    });
    EXPECT_TRUE(contains(Message, (Scratch / Unwritable).string())) << Message;
    EXPECT_EQ(readFile(Scratch / "a.h"), "old");
    EXPECT_EQ(Scratch.size(), 2);
  }
}

TEST(FileWriter, WritesToDevicesInsteadOfReplacingThem) {
  writeFiles({}, {{"/dev/null", "text"}}, "");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_NE(failure(ExitCode::FileError, [] { writeFiles({}, {{"/dev/full", "text"}}, ""); }), "");
}

TEST(FileWriter, WritesNamesAsLongAsTheyCanBe) {
  const ScratchDirectory Scratch;
  const std::string Name(255, 'n');
  writeFiles({}, {{Scratch / Name, "text"}}, "");
  EXPECT_EQ(readFile(Scratch / Name), "text");
}

TEST(FileWriter, MakesDirectories) {
  const ScratchDirectory Scratch;
  fs::create_directory(Scratch / "other");
  writeFiles({Scratch / "a/b", Scratch / "a"}, {}, "");
  EXPECT_TRUE(fs::is_directory(Scratch / "a/b"));
  EXPECT_EQ(fs::status(Scratch / "a").permissions(), fs::status(Scratch / "other").permissions());
}

TEST(FileWriter, AnErrorLeavesNoNewDirectories) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "file", "");
  EXPECT_NE(failure(ExitCode::FileError,
                    [&] { writeFiles({Scratch / "a/b", Scratch / "file/d"}, {}, ""); }),
            "");
  EXPECT_NE(failure(ExitCode::FileError,
                    [&] { writeFiles({Scratch / "a/b"}, {{Scratch / "missing/b.h", "new"}}, ""); }),
            "");
  EXPECT_EQ(Scratch.size(), 1);
}

// --- Progress ---------------------------------------------------------------

std::string shown(bool HasWatcher, std::chrono::seconds Delay) {
  testing::internal::CaptureStderr();
  {
    Progress Shown(4, HasWatcher, Delay);
    Shown.advance(1);
    Shown.advance(1);
  }
  return testing::internal::GetCapturedStderr();
}

TEST(Progress, IsALineThatGoesAgain) {
  EXPECT_EQ(shown(true, std::chrono::seconds(0)), "\r\033[Kasync-trait-gen: 25%\r\033[K");
}

TEST(Progress, OfAShortCallIsSilent) { EXPECT_EQ(shown(true, std::chrono::seconds(60)), ""); }

TEST(Progress, IsForWatchers) { EXPECT_EQ(shown(false, std::chrono::seconds(0)), ""); }

} // namespace
} // namespace async_trait_gen
