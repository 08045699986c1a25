// The tool as a process: what it prints, writes and returns. Most headers have
// no traits, so that what comes out is what went in.

#include "scratch.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <vector>

#include <sys/wait.h>

namespace async_trait_gen::test {
namespace {

using Json = nlohmann::json;

bool contains(const std::string& Text, const std::string& Part) {
  return Text.find(Part) != std::string::npos;
}

std::string inShellQuotes(const std::string& Word) {
  std::string Result = "'";
  for (const char Character : Word)
    Result += Character == '\'' ? std::string("'\\''") : std::string(1, Character);
  return Result + "'";
}

struct Outcome {
  int Code;
  std::string Out;
  std::string Error;
};

/// Calls the tool in a directory of its own.
class CommandLine : public testing::Test {
protected:
  using Words = std::vector<std::string>;

  Outcome call(const Words& Arguments) const { return callProgram(GENERATOR, Arguments); }

  Outcome callProgram(const std::string& Program, const Words& Arguments,
                      const std::string& Environment = "") const {
    std::string Command("cd ");
    Command.append(inShellQuotes(Work.path())).append(" && ").append(Environment);
    Command.append(" ").append(inShellQuotes(Program));
    for (const std::string& Argument : Arguments)
      Command.append(" ").append(inShellQuotes(Argument));
    Command.append(" </dev/null >").append(inShellQuotes(Streams / "out"));
    Command.append(" 2>").append(inShellQuotes(Streams / "error"));
    const int Status = std::system(Command.c_str());
    return {WIFEXITED(Status) ? WEXITSTATUS(Status) : -1, readFile(Streams / "out"),
            readFile(Streams / "error")};
  }

  void write(const std::string& Name, const std::string& Content) const {
    writeFile(Work / Name, Content);
  }
  std::string read(const std::string& Name) const { return readFile(Work / Name); }
  bool exists(const std::string& Name) const { return fs::exists(Work / Name); }

  /// A call that must end with \p Code, say \p Message and write nothing.
  void expectFailure(int Code, const std::string& Message, const Words& Arguments) const {
    const std::ptrdiff_t Before = Work.size();
    const Outcome Result = call(Arguments);
    EXPECT_EQ(Result.Code, Code) << Result.Error;
    EXPECT_TRUE(contains(Result.Error, Message)) << Result.Error;
    EXPECT_EQ(Result.Out, "");
    EXPECT_EQ(Work.size(), Before);
  }

  void expectDone(const Outcome& Result) const {
    EXPECT_EQ(Result.Code, 0) << Result.Error;
    EXPECT_EQ(Result.Error, "");
  }

  static constexpr char Good[] = "#pragma once\n#include <cstddef>\nstd::size_t size();\n";
  static constexpr char Trait[] = "#pragma once\n#include <async_trait/trait.h>\n"
                                  "struct [[async_trait_v2]] Pinger {\n"
                                  "  async<int> ping();\n"
                                  "};\n";
  /// The same trait with options.
  static std::string traitWith(const std::string& Options) {
    std::string Text = Trait;
    constexpr std::string_view End = "async_trait_v2";
    return Text.insert(Text.find(End) + End.size(), std::string("(").append(Options).append(")"));
  }
  static constexpr char Broken[] = "#pragma once\nUnknown x;\n";

  ScratchDirectory Work;
  ScratchDirectory Streams;
};

// --- Information ------------------------------------------------------------

TEST_F(CommandLine, PrintsItsVersion) {
  const Outcome Result = call({"--version"});
  expectDone(Result);
  EXPECT_TRUE(Result.Out.starts_with("async-trait-gen 0.1.0 (LLVM ")) << Result.Out;
  EXPECT_TRUE(Result.Out.ends_with(")\n"));
}

TEST_F(CommandLine, PrintsHelp) {
  const Outcome Result = call({"--help"});
  expectDone(Result);
  EXPECT_TRUE(contains(Result.Out, "async-trait-gen [options] <trait header>..."));
}

// --- Outputs ----------------------------------------------------------------

TEST_F(CommandLine, ASingleHeaderGoesToStandardOutput) {
  write("a.trait.h", Good);
  for (const Words& Arguments : {Words{"a.trait.h"}, Words{"a.trait.h", "-o", "-"}}) {
    const Outcome Result = call(Arguments);
    expectDone(Result);
    EXPECT_EQ(Result.Out, Good);
    EXPECT_FALSE(exists("a.h"));
  }
}

TEST_F(CommandLine, WritesToTheNamedFile) {
  write("any.name", Good);
  expectDone(call({"any.name", "-o", "b.h"}));
  EXPECT_EQ(read("b.h"), Good);
}

TEST_F(CommandLine, SeveralHeadersGoNextToThemselves) {
  write("a.trait.h", Good);
  write("d/b.trait.hpp", Good);
  const Outcome Result = call({"a.trait.h", "d/b.trait.hpp", "-j2"});
  expectDone(Result);
  EXPECT_EQ(Result.Out, "");
  EXPECT_EQ(read("a.h"), Good);
  EXPECT_EQ(read("d/b.hpp"), Good);
}

TEST_F(CommandLine, WritesBelowTheOutputDirectory) {
  write("src/net/a.trait.h", Good);
  expectDone(call({"--out-dir", "flat", "src/net/a.trait.h"}));
  EXPECT_EQ(read("flat/a.h"), Good);
  expectDone(call({"--out-dir=deep", "--base-dir=src", "src/net/a.trait.h"}));
  EXPECT_EQ(read("deep/net/a.h"), Good);
}

TEST_F(CommandLine, LeavesAnUnchangedOutputAlone) {
  write("a.trait.h", Good);
  expectDone(call({"a.trait.h", "-o", "a.h", "--depfile", "a.d"}));
  fs::last_write_time(Work / "a.h", fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto Before = fs::last_write_time(Work / "a.h");
  expectDone(call({"a.trait.h", "-o", "a.h", "--depfile", "a.d"}));
  EXPECT_EQ(fs::last_write_time(Work / "a.h"), Before);
}

// --- Bad usage --------------------------------------------------------------

TEST_F(CommandLine, BadUsageIsTwo) {
  write("a.trait.h", Good);
  write("d/a.trait.h", Good);
  write("plain.h", Good);
  expectFailure(2, "async-trait-gen: error: no trait header given", {});
  expectFailure(2, "unknown option '--frob'", {"a.trait.h", "--frob"});
  expectFailure(2, "'-o' needs a value", {"a.trait.h", "-o"});
  expectFailure(2, "'-j' needs a number", {"a.trait.h", "-j", "none"});
  expectFailure(2, "no value for '--emit'", {"a.trait.h", "--emit=mocks"});
  expectFailure(2, "no value for '--diagnostics-format'",
                {"a.trait.h", "--diagnostics-format=xml"});
  expectFailure(2, "needs a name (-o FILE)", {"plain.h"});
  expectFailure(2, "'-o' names the output of one header", {"a.trait.h", "d/a.trait.h", "-o", "x"});
  expectFailure(2, "exclude each other", {"a.trait.h", "-o", "x", "--out-dir", "out"});
  expectFailure(2, "have the same output", {"a.trait.h", "d/a.trait.h", "--out-dir", "out"});
  expectFailure(2, "is the input", {"a.trait.h", "-o", "d/../a.trait.h"});
  expectFailure(2, "outside the base directory",
                {"a.trait.h", "--out-dir", "out", "--base-dir", "d"});
  expectFailure(2, "needs a name that is not empty", {""});
  expectFailure(2, "lacks its argument", {"a.trait.h", "--", "-I"});
}

TEST_F(CommandLine, WhatAHeaderIsReadFromIsNotOverwritten) {
  write("a.trait.h", "#include \"part.h\"\n");
  write("part.h", "int part();\n");
  write(".async-trait.json", "{}");
  expectFailure(2, "the output 'part.h' is the input", {"a.trait.h", "-o", "part.h"});
  expectFailure(2, "the output '.async-trait.json' is the input",
                {"a.trait.h", "-o", ".async-trait.json"});
  EXPECT_EQ(read("part.h"), "int part();\n");
}

// --- Errors in a header -----------------------------------------------------

TEST_F(CommandLine, AnErrorHasAPlaceAndLeavesOldOutputs) {
  write("d/a.trait.h", Broken);
  write("d/a.h", "old");
  const Outcome Result = call({"d/a.trait.h", "-o", "d/a.h", "--depfile", "d/a.d"});
  EXPECT_EQ(Result.Code, 1);
  EXPECT_TRUE(Result.Error.starts_with("d/a.trait.h:2:1: error: ")) << Result.Error;
  EXPECT_FALSE(contains(Result.Error, "\x1b[")) << "colours without a terminal";
  EXPECT_EQ(read("d/a.h"), "old");
  EXPECT_FALSE(exists("d/a.d"));
}

TEST_F(CommandLine, OneBadHeaderKeepsAllOthersFromBeingWritten) {
  write("a.trait.h", Good);
  write("b.trait.h", Broken);
  write("c.trait.h", Broken);
  const std::ptrdiff_t Before = Work.size();
  const Outcome Result =
      call({"a.trait.h", "b.trait.h", "c.trait.h", "--out-dir", "out", "--depfile", "deps.d"});
  EXPECT_EQ(Result.Code, 1);
  EXPECT_TRUE(contains(Result.Error, "b.trait.h:2:1: error: ")) << Result.Error;
  EXPECT_TRUE(contains(Result.Error, "c.trait.h:2:1: error: ")) << Result.Error;
  EXPECT_EQ(Work.size(), Before);
}

TEST_F(CommandLine, AnErrorInASharedIncludeIsReportedOnce) {
  write("shared.h", Broken);
  write("a.trait.h", "#include \"shared.h\"\n");
  write("b.trait.h", "#include \"shared.h\"\n");
  const Outcome Result = call({"a.trait.h", "b.trait.h"});
  EXPECT_EQ(Result.Code, 1);
  const std::size_t First = Result.Error.find("shared.h:2:1: error: ");
  ASSERT_NE(First, std::string::npos) << Result.Error;
  EXPECT_EQ(Result.Error.find("shared.h:2:1: error: ", First + 1), std::string::npos)
      << Result.Error;
}

TEST_F(CommandLine, AMissingIncludeIsAnErrorOfTheHeader) {
  write("a.trait.h", "#include \"missing.h\"\n");
  expectFailure(1, "a.trait.h:1:10: fatal error: 'missing.h' file not found", {"a.trait.h"});
}

TEST_F(CommandLine, WarningsAreNotItsBusiness) {
  write("a.trait.h", "#warning look here\nint x = 1 / 0;\n");
  expectDone(call({"a.trait.h", "--", "-Wall", "-Werror"}));
}

TEST_F(CommandLine, DeeplyNestedCodeDoesNotCrashIt) {
  constexpr std::size_t Depth = 100'000;
  write("a.trait.h", "int x = " + std::string(Depth, '(') + "1;\n");
  EXPECT_EQ(call({"a.trait.h"}).Code, 1);
  std::string Sum = "int x = 1";
  for (std::size_t Term = 0; Term < 5'000; ++Term)
    Sum += " + 1";
  write("b.trait.h", Sum + ";\n");
  expectDone(call({"b.trait.h"}));
}

TEST_F(CommandLine, SurvivesACrashOfClang) {
  write("a.trait.h", "#pragma clang __debug parser_crash\nint f();\n");
  expectFailure(1, "a.trait.h: error: Clang crashed while it read this header",
                {"a.trait.h", "-o", "a.h"});
}

TEST_F(CommandLine, BytesThatAreNoCodeDoNotCrashIt) {
  write("a.trait.h", std::string("\0\xff\xfe{}}\n\"", 8));
  EXPECT_EQ(call({"a.trait.h"}).Code, 1);
  write("empty.trait.h", "");
  expectDone(call({"empty.trait.h"}));
}

// --- Files that cannot be read or written ---------------------------------

TEST_F(CommandLine, FilesThatCannotBeReadAreThree) {
  write("a.trait.h", Good);
  fs::create_directory(Work / "d.trait.h");
  expectFailure(3, "cannot read 'missing.trait.h'", {"a.trait.h", "missing.trait.h"});
  expectFailure(3, "cannot read 'd.trait.h'", {"d.trait.h"});
  expectFailure(3, "compilation database in 'nowhere'", {"a.trait.h", "-p", "nowhere"});
  expectFailure(3, "cannot read the response file 'missing.txt'",
                {"a.trait.h", "--", "@missing.txt"});
  expectFailure(3, "there is no include/stddef.h in 'nowhere'",
                {"a.trait.h", "--resource-dir", "nowhere"});
}

TEST_F(CommandLine, FilesThatCannotBeWrittenAreThree) {
  write("a.trait.h", Good);
  write("file", "");
  expectFailure(3, "cannot write 'missing/a.h'", {"a.trait.h", "-o", "missing/a.h"});
  expectFailure(3, "cannot write 'file/a.h'", {"a.trait.h", "-o", "file/a.h"});
  expectFailure(3, "cannot make the directory 'file'", {"a.trait.h", "--out-dir", "file/d"});
  expectFailure(3, "cannot write 'missing/a.d'",
                {"a.trait.h", "-o", "a.h", "--depfile", "missing/a.d"});
  expectFailure(3, "cannot write 'missing/a.d'", {"a.trait.h", "--depfile", "missing/a.d"});
}

TEST_F(CommandLine, AFullStandardOutputIsThree) {
  write("a.trait.h", Good);
  const Outcome Result = callProgram("sh", {"-c", GENERATOR " a.trait.h --depfile a.d >/dev/full"});
  EXPECT_EQ(Result.Code, 3);
  EXPECT_TRUE(contains(Result.Error, "cannot write 'standard output'")) << Result.Error;
  EXPECT_FALSE(exists("a.d"));
}

TEST_F(CommandLine, ClosedOrFullStreamsLeaveTheCodeAsItIs) {
  write("a.trait.h", Good);
  for (const char* Redirected : {"2>&-", "2>/dev/full", "2>&- >&- <&-"}) {
    const auto codeOf = [&](const std::string& Arguments) {
      return callProgram("sh", {"-c", GENERATOR " " + Arguments + " " + Redirected}).Code;
    };
    EXPECT_EQ(codeOf("--frob"), 2) << Redirected;
    EXPECT_EQ(codeOf("missing.trait.h"), 3) << Redirected;
    EXPECT_EQ(codeOf("a.trait.h -o x.h --diagnostics-format=json"), 0) << Redirected;
  }
  // The depfile must not get the number of standard output.
  EXPECT_EQ(callProgram("sh", {"-c", GENERATOR " a.trait.h --depfile a.d >&-"}).Code, 3);
  EXPECT_FALSE(exists("a.d"));
}

TEST_F(CommandLine, AHeaderMayComeThroughAPipe) {
  write("a.trait.h", traitWith("\"dyn=Piped\""));
  const Outcome Shown =
      callProgram("sh", {"-c", "cat a.trait.h | timeout 60 " GENERATOR " /dev/stdin -o -"});
  expectDone(Shown);
  EXPECT_TRUE(contains(Shown.Out, "struct Piped")) << Shown.Out;
  expectDone(callProgram("sh", {"-c", "mkfifo fifo && { cat a.trait.h >fifo & } && "
                                      "timeout 60 " GENERATOR " fifo -o a.h"}));
  EXPECT_TRUE(contains(read("a.h"), "struct Piped")) << read("a.h");
}

// --- The model --------------------------------------------------------------

TEST_F(CommandLine, EmitsTheModel) {
  write("a.trait.h", Trait);
  const Outcome Shown = call({"--emit=json", "a.trait.h"});
  expectDone(Shown);
  const auto Model = Json::parse(Shown.Out);
  EXPECT_EQ(Model["schema"], 1);
  EXPECT_EQ(Model["file"], "a.trait.h");
  EXPECT_EQ(Model["elements"].back()["kind"], "verbatim");
  expectDone(call({"--emit=json", "a.trait.h", "-o", "model"}));
  EXPECT_EQ(read("model"), Shown.Out);
}

TEST_F(CommandLine, SeveralKindsGoNextToEachOther) {
  write("a.trait.h", Trait);
  const Outcome Result = call({"--emit=header,json", "a.trait.h", "--depfile", "a.d"});
  expectDone(Result);
  EXPECT_EQ(Result.Out, "");
  EXPECT_TRUE(contains(read("a.h"), "concept Pinger"));
  EXPECT_TRUE(contains(read("a.trait.json"), "\"DynPinger\""));
  EXPECT_TRUE(read("a.d").starts_with("a.h a.trait.json: \\\n  a.trait.h")) << read("a.d");
  expectDone(call({"--emit=header,json", "--check", "a.trait.h"}));
  write("a.trait.json", "old");
  const Outcome Stale = call({"--emit=header,json", "--check", "a.trait.h"});
  EXPECT_EQ(Stale.Code, 1);
  EXPECT_EQ(Stale.Error, "async-trait-gen: 'a.trait.json' is stale\n");
  expectFailure(2, "'-o' names one output", {"--emit=header,json", "a.trait.h", "-o", "x"});
}

TEST_F(CommandLine, EmitsMocks) {
  write("a.trait.h", Trait);
  const Outcome Shown = call({"--emit=mock", "a.trait.h"});
  expectDone(Shown);
  EXPECT_TRUE(contains(Shown.Out, "#include \"a.h\"\n")) << Shown.Out;
  EXPECT_TRUE(contains(Shown.Out, "struct MockPinger")) << Shown.Out;
  expectDone(call({"--emit=header,mock", "a.trait.h", "--depfile", "a.d"}));
  EXPECT_EQ(read("a.mock.h"), Shown.Out);
  EXPECT_TRUE(read("a.d").starts_with("a.h a.mock.h: \\\n  a.trait.h")) << read("a.d");
  expectDone(call({"--emit=header,mock", "--check", "a.trait.h"}));
  write("a.mock.h", "old");
  EXPECT_EQ(call({"--emit=header,mock", "--check", "a.trait.h"}).Error,
            "async-trait-gen: 'a.mock.h' is stale\n");
}

TEST_F(CommandLine, NamesOfDecoratorsCountWhereThereAreDecorators) {
  write("a.trait.h", std::string(Trait) + "struct PingerDecorated {};\n");
  expectDone(call({"a.trait.h", "-o", "a.h"}));
  expectFailure(1, "trait 'Pinger' needs the name 'PingerDecorated'",
                {"--emit=decorator", "a.trait.h"});

  write("b.trait.h", Trait);
  write("c.json", R"({"decorated_suffix": "Layered"})");
  EXPECT_TRUE(contains(call({"--emit=decorator", "b.trait.h", "--config=c.json"}).Out,
                       "class PingerLayered"));
}

TEST_F(CommandLine, FillsInATemplate) {
  write("a.trait.h", Trait);
  write("t/page.html.mustache", "<h1>{{file}}</h1>\n{{#elements}}{{#kind_trait}}{{#members}}"
                                "{{name}}: async<{{result.text}}>\n{{/members}}{{/kind_trait}}"
                                "{{/elements}}");
  const std::string Page = "<h1>a.trait.h</h1>\nping: async<int>\n";
  const Outcome Shown = call({"--template=t/page.html.mustache", "a.trait.h"});
  expectDone(Shown);
  EXPECT_EQ(Shown.Out, Page);
  expectDone(call({"--template=t/page.html.mustache", "a.trait.h", "-o", "x"}));
  EXPECT_EQ(read("x"), Page);

  expectDone(call({"--emit=header", "--template=t/page.html.mustache", "a.trait.h", "--out-dir",
                   "out", "--depfile", "a.d"}));
  EXPECT_TRUE(contains(read("out/a.h"), "concept Pinger"));
  EXPECT_EQ(read("out/a.html"), Page);
  EXPECT_TRUE(read("a.d").starts_with("out/a.h out/a.html: \\\n  a.trait.h")) << read("a.d");
  EXPECT_TRUE(read("a.d").ends_with("  t/page.html.mustache\n")) << read("a.d");

  const Words Check = {"--check", "--template=t/page.html.mustache", "a.trait.h", "--out-dir",
                       "out"};
  expectDone(call(Check));
  write("t/page.html.mustache", "{{file}}");
  const Outcome Stale = call(Check);
  EXPECT_EQ(Stale.Code, 1);
  EXPECT_EQ(Stale.Error, "async-trait-gen: 'out/a.html' is stale\n");
}

TEST_F(CommandLine, FillsInATemplateForEachHeader) {
  write("a.trait.h", Trait);
  write("d/b.trait.h", Good);
  write("names.txt.mustache", "{{file}}: {{#elements}}{{#kind_trait}}{{name}}{{/kind_trait}}"
                              "{{/elements}}\n");
  const Outcome Result = call({"--template=names.txt.mustache", "a.trait.h", "d/b.trait.h", "-j2"});
  expectDone(Result);
  EXPECT_EQ(Result.Out, "");
  EXPECT_EQ(read("a.txt"), "a.trait.h: Pinger\n");
  EXPECT_EQ(read("d/b.txt"), "b.trait.h: \n");
}

TEST_F(CommandLine, ABadTemplateWritesNothing) {
  write("a.trait.h", Trait);
  write("bad.html.mustache", "<h1>\n{{#elements}}\n");
  write("page", "{{file}}");
  write("page.html.mustache", "{{file}}");
  write("broken.trait.h", Broken);
  expectFailure(3, "cannot read the template 'missing.html.mustache'",
                {"--template=missing.html.mustache", "a.trait.h", "-o", "x"});
  expectFailure(2,
                "the template 'bad.html.mustache' is wrong in line 2, column 1: Unclosed section "
                "\"elements\"",
                {"--emit=header", "--template=bad.html.mustache", "a.trait.h", "--depfile", "a.d"});
  expectFailure(2, "the output of the template 'page' needs a name",
                {"--template=page", "--emit=json", "a.trait.h"});
  expectFailure(1, "broken.trait.h:2:1: error: ",
                {"--template=page.html.mustache", "broken.trait.h", "-o", "x"});
  write("link.trait.h", Trait);
  fs::create_symlink("page.html.mustache", Work / "link.html");
  expectFailure(2, "is the input 'page.html.mustache'",
                {"--template=page.html.mustache", "link.trait.h", "--check"});
}

TEST_F(CommandLine, NamesOfMocksCountWhereThereAreMocks) {
  write("a.trait.h", std::string(Trait) + "struct MockPinger {};\n");
  expectDone(call({"a.trait.h", "-o", "a.h"}));
  expectFailure(1, "trait 'Pinger' needs the name 'MockPinger'", {"--emit=mock", "a.trait.h"});

  write("b.trait.h", Trait);
  write("c.json", R"({"mock_prefix": "Fake"})");
  EXPECT_TRUE(
      contains(call({"--emit=mock", "b.trait.h", "--config=c.json"}).Out, "struct FakePinger"));
  write("c.json", R"({"dyn_prefix": "Mock"})");
  expectDone(call({"b.trait.h", "-o", "b.h", "--config=c.json"}));
  expectFailure(1, "would both declare 'MockPinger'",
                {"--emit=mock", "b.trait.h", "--config=c.json"});

  write("d.trait.h", "#pragma once\n#include <async_trait/trait.h>\n"
                     "struct [[async_trait_v2]] X { int MockX(); };\n");
  expectDone(call({"d.trait.h", "-o", "d.h"}));
  expectFailure(1, "'MockX' in the output would be both a member of trait 'X' and its mock",
                {"--emit=mock", "d.trait.h"});
}

// --- Suggestions ------------------------------------------------------------

/// A class with a virtual method that returns a future.
std::string interfaceWith(const std::string& Members) {
  return "#pragma once\n"
         "template <class T> struct task { struct promise_type; };\n"
         "struct Pinger {\n"
         "  virtual task<int> ping() = 0;\n" +
         Members + "};\n";
}

TEST_F(CommandLine, SuggestsATraitHeader) {
  write("d/a.h", interfaceWith(""));
  const Outcome Shown = call({"--suggest", "d/a.h"});
  expectDone(Shown);
  EXPECT_EQ(Shown.Out, "#pragma once\n#include <async_trait/trait.h>\n"
                       "template <class T> struct task { struct promise_type; };\n"
                       "struct [[async_trait_v2]] Pinger {\n"
                       "  async<int> ping();\n};\n");
  expectDone(call({"--suggest", "d/a.h", "-o", "a.trait.h"}));
  EXPECT_EQ(read("a.trait.h"), Shown.Out);
  expectDone(call({"a.trait.h", "-o", "a.h"}));
  EXPECT_TRUE(contains(read("a.h"), "concept Pinger"));
}

TEST_F(CommandLine, WarnsOfWhatASuggestionDoesNotHave) {
  write("d/a.h", interfaceWith("  int count;\n"));
  const Outcome Result = call({"--suggest", "d/a.h", "-o", "x"});
  EXPECT_EQ(Result.Code, 0);
  EXPECT_EQ(Result.Error, "d/a.h:5:7: warning: not carried over, because a trait has no data; each "
                          "implementer has its own\n");
  const Outcome AsJson = call({"--suggest", "d/a.h", "-o", "x", "--diagnostics-format=json"});
  const auto Warnings = Json::parse(AsJson.Error);
  ASSERT_EQ(Warnings.size(), 1U);
  EXPECT_EQ(Warnings[0]["severity"], "warning");
  EXPECT_EQ(Warnings[0]["id"], "not-carried-over");
  EXPECT_EQ(Warnings[0]["line"], 5);
  const Outcome AsSarif = call({"--suggest", "d/a.h", "-o", "x", "--diagnostics-format=sarif"});
  EXPECT_EQ(Json::parse(AsSarif.Error)["runs"][0]["results"][0]["level"], "warning");
}

TEST_F(CommandLine, WhatCannotBeSuggestedWritesNothing) {
  write("a.h", interfaceWith(""));
  write("none.h", Good);
  write("broken.h", Broken);
  expectFailure(1, "none.h: error: no class of a namespace here has a public virtual method",
                {"--suggest", "none.h", "-o", "x"});
  expectFailure(1, "broken.h:2:1: error: ", {"--suggest", "broken.h", "-o", "x"});
  expectFailure(2, "the output 'a.h' is the input", {"--suggest", "a.h", "-o", "a.h"});
  expectFailure(2, "'--suggest' and '--emit' exclude each other",
                {"--suggest", "a.h", "--emit=json"});
  expectFailure(2, "no trait header given", {"--suggest"});
  expectFailure(3, "cannot read 'missing.h'", {"--suggest", "missing.h"});
  expectFailure(3, "cannot write 'missing/x'", {"--suggest", "a.h", "-o", "missing/x"});
  write("crash.h", "#pragma clang __debug parser_crash\n" + interfaceWith(""));
  expectFailure(1, "Clang crashed while it read this header", {"--suggest", "crash.h"});
}

// --- Diagnostics for programs -----------------------------------------------

TEST_F(CommandLine, DiagnosticsAreOneJsonArray) {
  write("a.trait.h", Broken);
  write("b.trait.h", Good);
  write("c.trait.h", "union [[async_trait_v2]] U { int i; };\n");
  const Outcome Result = call({"--diagnostics-format=json", "a.trait.h", "b.trait.h", "c.trait.h"});
  EXPECT_EQ(Result.Code, 1);
  const auto Errors = Json::parse(Result.Error);
  ASSERT_EQ(Errors.size(), 2U) << Result.Error;
  EXPECT_EQ(Errors[0]["file"], "a.trait.h");
  EXPECT_EQ(Errors[0]["line"], 2);
  EXPECT_EQ(Errors[0]["column"], 1);
  EXPECT_EQ(Errors[0]["id"], "clang-diagnostic-error");
  EXPECT_EQ(Errors[1]["file"], "c.trait.h");
  EXPECT_EQ(Errors[1]["id"], "attribute-on-union");
}

TEST_F(CommandLine, DiagnosticsAreADocumentAlsoWhenAllIsWell) {
  write("a.trait.h", Good);
  const Outcome AsJson = call({"a.trait.h", "-o", "a.h", "--diagnostics-format=json"});
  EXPECT_EQ(AsJson.Code, 0);
  EXPECT_EQ(AsJson.Error, "[]\n");
  const Outcome AsSarif = call({"a.trait.h", "-o", "a.h", "--diagnostics-format=sarif"});
  EXPECT_EQ(Json::parse(AsSarif.Error)["runs"][0]["results"], Json::array());
}

TEST_F(CommandLine, EveryKindOfErrorIsADiagnostic) {
  write("a.trait.h", Good);
  write("b.trait.h", Broken);
  write("c.json", "{\"frob\": 1}");
  const auto idsOf = [&](int Code, Words Arguments) {
    Arguments.insert(Arguments.begin(), "--diagnostics-format=json");
    const Outcome Result = call(Arguments);
    EXPECT_EQ(Result.Code, Code) << Result.Error;
    Words Ids;
    for (const auto& Error : Json::parse(Result.Error))
      Ids.push_back(Error["id"]);
    return Ids;
  };
  const auto fileOf = [&](Words Arguments) {
    Arguments.insert(Arguments.begin(), "--diagnostics-format=json");
    return Json::parse(call(Arguments).Error).at(0)["file"];
  };
  EXPECT_EQ(idsOf(2, {"--frob"}), Words{"bad-usage"});
  EXPECT_EQ(idsOf(2, {"a.trait.h", "-o", "a.trait.h"}), Words{"bad-usage"});
  EXPECT_EQ(idsOf(2, {"a.trait.h", "--config", "c.json"}), Words{"bad-configuration"});
  EXPECT_EQ(idsOf(3, {"a.trait.h", "missing.trait.h"}), Words{"file-error"});
  EXPECT_EQ(idsOf(3, {"b.trait.h", "missing.trait.h"}),
            (Words{"clang-diagnostic-error", "file-error"}));
  EXPECT_EQ(idsOf(3, {"a.trait.h", "-o", "missing/a.h"}), Words{"file-error"});
  EXPECT_EQ(fileOf({"a.trait.h", "--config", "c.json"}), "c.json");
  EXPECT_EQ(fileOf({"a.trait.h", "missing.trait.h"}), "missing.trait.h");
  EXPECT_EQ(fileOf({"a.trait.h", "-o", "missing/a.h"}), "missing/a.h");
  EXPECT_EQ(idsOf(1, {"a.trait.h", "--check"}), Words{"stale-output"});
  EXPECT_EQ(idsOf(1, {"a.trait.h", "--", "-std=c++1999"}), Words{"clang-diagnostic-error"});
}

// --- Configurations ---------------------------------------------------------

TEST_F(CommandLine, TakesNamesFromTheConfigurationOfTheHeader) {
  write("d/a.trait.h", Trait);
  write(".async-trait.json", R"({"dyn_prefix": "Any", "ref_suffix": "View", "types_suffix": "Gat",
                                 "vtable_suffix": "Table", "shared_suffix": "Many",
                                 "impl_suffix": "For", "view_suffix": "As"})");
  expectDone(call({"d/a.trait.h", "-o", "a.h", "--depfile", "a.d"}));
  const std::string Header = read("a.h");
  for (const char* Name : {"AnyPinger", "AnyPingerView", "AnyPingerMany", "AnyPingerTable",
                           "any_pinger_table", "PingerGat", "PingerFor", "PingerAs"})
    EXPECT_TRUE(contains(Header, Name)) << Name;
  for (const char* Name : {"DynPinger", "PingerTypes", "PingerImpl", "vtable<"})
    EXPECT_FALSE(contains(Header, Name)) << Name;
  EXPECT_TRUE(read("a.d").ends_with(" \\\n  .async-trait.json\n")) << read("a.d");
}

TEST_F(CommandLine, AGivenConfigurationReplacesTheOneFound) {
  write("a.trait.h", Trait);
  write(".async-trait.json", "broken");
  write("c/my.json", R"({"dyn_prefix": "My"})");
  expectDone(call({"a.trait.h", "-o", "a.h", "--config", "c/my.json", "--depfile", "a.d"}));
  EXPECT_TRUE(contains(read("a.h"), "struct MyPinger"));
  EXPECT_TRUE(read("a.d").ends_with("  c/my.json\n")) << read("a.d");
  expectFailure(2, "the configuration '.async-trait.json' is no JSON", {"a.trait.h"});
  expectFailure(3, "cannot read the configuration 'none.json'",
                {"a.trait.h", "--config=none.json"});
}

TEST_F(CommandLine, ConfigurationsGiveDefaults) {
  write(".async-trait.json", R"({"defaults": {"storage": "inplace_only<64>"}})");
  write("a.trait.h", Trait);
  write("own.trait.h", traitWith("\"storage=heap\""));
  write("future.trait.h", traitWith("\"future=async_trait::task\""));
  EXPECT_TRUE(contains(call({"a.trait.h"}).Out, "::async_trait::storage::inplace_only<64>"));
  EXPECT_TRUE(contains(call({"own.trait.h"}).Out, "::async_trait::storage::heap"));
  const Outcome Future = call({"future.trait.h", "--emit=json"});
  EXPECT_TRUE(Json::parse(Future.Out)["elements"][2]["storage"].is_null()) << Future.Out;

  write("c.json", R"({"defaults": {"dyn": "none"}})");
  write("named.trait.h", traitWith("\"dyn=Box\""));
  EXPECT_FALSE(contains(call({"a.trait.h", "--config=c.json"}).Out, "DynPinger"));
  EXPECT_TRUE(contains(call({"named.trait.h", "--config=c.json"}).Out, "struct Box"));
}

TEST_F(CommandLine, ASupertraitKeepsTheConfigurationOfItsOwnFile) {
  write("base/.async-trait.json", R"({"dyn_prefix": "Base"})");
  write("base/a.trait.h", Trait);
  write("sub/.async-trait.json", R"({"dyn_prefix": "Sub"})");
  write("sub/b.trait.h", "#pragma once\n#include \"../base/a.trait.h\"\n"
                         "struct [[async_trait_v2]] Both : Pinger {};\n");
  expectDone(call({"sub/b.trait.h", "-o", "b.h", "--depfile", "b.d"}));
  EXPECT_TRUE(contains(read("b.h"), "struct SubBoth"));
  EXPECT_TRUE(contains(read("b.h"), "BasePinger")) << read("b.h");
  EXPECT_FALSE(contains(read("b.h"), "SubPinger"));
  EXPECT_TRUE(contains(read("b.d"), "  sub/.async-trait.json")) << read("b.d");
  EXPECT_TRUE(contains(read("b.d"), "  base/.async-trait.json")) << read("b.d");
  write("base/.async-trait.json", "{");
  expectFailure(2, "the configuration 'base/.async-trait.json' is no JSON", {"sub/b.trait.h"});
}

TEST_F(CommandLine, NamesThatCollideOnlyWithAConfigurationAreErrors) {
  write("a.trait.h", std::string(Trait) + "struct PingerGat {};\n");
  expectDone(call({"a.trait.h", "-o", "a.h"}));
  write("c.json", R"({"types_suffix": "Gat"})");
  expectFailure(1, "trait 'Pinger' needs the name 'PingerGat'",
                {"a.trait.h", "--config", "c.json"});
}

TEST_F(CommandLine, TypesThatAConfigurationNamesMustBeDeclared) {
  write("a.trait.h", Trait);
  write("own.trait.h",
        std::string("namespace own { struct pool; template <class> class later; }\n") + Trait);
  write("sync.trait.h", "#include <async_trait/trait.h>\n"
                        "struct [[async_trait_v2]] X { void f(); };\n");
  for (const char* Default : {R"("storage": "own::pool")", R"("storage": "::own::later<int>")",
                              R"("future": "own::later")"}) {
    write("c.json", std::string(R"({"defaults": {)").append(Default).append("}}"));
    expectDone(call({"own.trait.h", "-o", "own.h", "--config=c.json"}));
    expectDone(call({"sync.trait.h", "-o", "sync.h", "--config=c.json"}));
    expectFailure(1, "a.trait.h:3:27: error: the configuration names '",
                  {"a.trait.h", "--config=c.json"});
  }
  write("c.json", R"({"defaults": {"storage": "own::bogus"}})");
  expectFailure(1, "names 'own::bogus', which is not declared before trait 'Pinger'",
                {"own.trait.h", "--config=c.json"});
}

// --- Threads ----------------------------------------------------------------

TEST_F(CommandLine, TheNumberOfThreadsChangesNothing) {
  Words Headers;
  for (int Number = 0; Number < 12; ++Number) {
    const std::string Name = std::string("h").append(std::to_string(Number)).append(".trait.h");
    write(Name, Number % 3 == 1 ? Broken : Trait);
    Headers.push_back(Name);
  }
  Words Sane;
  for (std::size_t Index = 0; Index < Headers.size(); ++Index)
    if (Index % 3 != 1)
      Sane.push_back(Headers[Index]);
  const auto with = [](Words Options, const Words& More) {
    Options.insert(Options.end(), More.begin(), More.end());
    return Options;
  };
  const Outcome One = call(with({"-j1"}, Headers));
  const Outcome Several = call(with({"-j4"}, Headers));
  EXPECT_EQ(One.Code, 1);
  EXPECT_EQ(Several.Code, 1);
  EXPECT_EQ(One.Error, Several.Error);
  EXPECT_LT(One.Error.find("h1.trait.h:2:1"), One.Error.find("h10.trait.h:2:1"));

  expectDone(call(with({"-j1", "--out-dir=one", "--emit=header,json", "--depfile=one.d"}, Sane)));
  expectDone(call(with({"-j4", "--out-dir=four", "--emit=header,json", "--depfile=four.d"}, Sane)));
  for (const std::string& Header : Sane)
    for (const char* Ending : {".h", ".trait.json"}) {
      const std::string Name = Header.substr(0, Header.find('.')) + Ending;
      EXPECT_NE(read("one/" + Name), "");
      EXPECT_EQ(read("one/" + Name), read("four/" + Name));
    }
  const std::string Rule = read("four.d");
  EXPECT_EQ(read("one.d").substr(read("one.d").find(':')), Rule.substr(Rule.find(':')));
}

TEST_F(CommandLine, AFailureEndsTheCallAtTheSameHeaderWithAnyNumberOfThreads) {
  write("a.trait.h", Broken);
  write("c.trait.h", "int x = y;\n");
  for (const char* Jobs : {"-j1", "-j3"}) {
    const Outcome Result = call({Jobs, "a.trait.h", "missing.trait.h", "c.trait.h"});
    EXPECT_EQ(Result.Code, 3);
    EXPECT_TRUE(contains(Result.Error, "a.trait.h:2:1: error: ")) << Result.Error;
    EXPECT_TRUE(contains(Result.Error, "cannot read 'missing.trait.h'")) << Result.Error;
    EXPECT_FALSE(contains(Result.Error, "c.trait.h")) << Result.Error;
  }
}

// --- Check ------------------------------------------------------------------

TEST_F(CommandLine, CheckNamesWhatIsStaleAndWritesNothing) {
  write("a.trait.h", Good);
  write("b.trait.h", Good);
  write("c.trait.h", Good);
  write("a.h", Good);
  write("b.h", "old");
  const Outcome Result =
      call({"--check", "--depfile", "deps.d", "a.trait.h", "b.trait.h", "c.trait.h"});
  EXPECT_EQ(Result.Code, 1);
  EXPECT_FALSE(contains(Result.Error, "'a.h'")) << Result.Error;
  EXPECT_TRUE(contains(Result.Error, "'b.h' is stale")) << Result.Error;
  EXPECT_TRUE(contains(Result.Error, "'c.h' is stale")) << Result.Error;
  EXPECT_EQ(read("b.h"), "old");
  EXPECT_FALSE(exists("c.h") || exists("deps.d"));
}

TEST_F(CommandLine, CheckAcceptsWhatIsCurrent) {
  write("a.trait.h", Good);
  expectDone(call({"--out-dir", "out", "a.trait.h"}));
  const Outcome Result = call({"--check", "--out-dir", "out", "a.trait.h"});
  expectDone(Result);
  EXPECT_EQ(Result.Out, "");
}

// --- The depfile ------------------------------------------------------------

TEST_F(CommandLine, TheDepfileListsAllThatWasRead) {
  write("a.trait.h", "#include \"my part.h\"\n#include <cstddef>\n");
  write("b.trait.h", "#include \"my part.h\"\n#if __has_include(\"absent.h\")\n#endif\n");
  write("my part.h", "#include \"inner.h\"\n");
  write("inner.h", "");
  expectDone(call({"a.trait.h", "b.trait.h", "--out-dir", "out", "--depfile", "out/deps.d"}));
  const std::string Rule = read("out/deps.d");
  EXPECT_TRUE(Rule.starts_with("out/a.h out/b.h: \\\n  a.trait.h \\\n  ./my\\ part.h \\\n") ||
              Rule.starts_with("out/a.h out/b.h: \\\n  a.trait.h \\\n  my\\ part.h \\\n"))
      << Rule;
  EXPECT_TRUE(contains(Rule, "inner.h \\\n")) << Rule;
  EXPECT_TRUE(contains(Rule, "/cstddef")) << Rule;
  EXPECT_TRUE(contains(Rule, "/stddef.h")) << Rule;
  EXPECT_TRUE(contains(Rule, "  b.trait.h\n")) << Rule;
  EXPECT_FALSE(contains(Rule, "absent.h")) << Rule;
  EXPECT_EQ(Rule.find(": "), Rule.rfind(": ")) << Rule;
}

TEST_F(CommandLine, TheDepfileNamesStandardOutputAsTheFileNextToTheHeader) {
  write("d/a.trait.h", "");
  expectDone(call({"d/a.trait.h", "-o", "-", "--depfile", "a.d"}));
  EXPECT_EQ(read("a.d"), "d/a.h: \\\n  d/a.trait.h\n");
  write("plain.h", "");
  expectDone(call({"plain.h", "-o", "-", "--depfile", "a.d"}));
  EXPECT_EQ(read("a.d"), "-: \\\n  plain.h\n");
}

TEST_F(CommandLine, MakeReadsTheDepfile) {
  write("a #1$.trait.h", "#include \"b c.h\"\n#include \"d:e.h\"\n");
  write("b c.h", "");
  write("d:e.h", "");
  expectDone(call({"a #1$.trait.h", "--out-dir", "out", "--depfile", "a.d"}));
  write("Makefile", "include a.d\nout/a\\ \\#1$$.h: ; touch made\n");
  const Outcome UpToDate = callProgram("make", {"-q", "out/a #1$.h"});
  EXPECT_EQ(UpToDate.Code, 0) << UpToDate.Error << read("a.d");
  fs::last_write_time(Work / "b c.h", fs::file_time_type::clock::now() + std::chrono::hours(1));
  EXPECT_EQ(callProgram("make", {"-q", "out/a #1$.h"}).Code, 1);
}

// --- Compiler flags ---------------------------------------------------------

TEST_F(CommandLine, PassesFlagsOn) {
  write("inc/part.h", "#define PART 1\n");
  write("a.trait.h", "#include <part.h>\nstatic_assert(PART + EXTRA == 3);\n");
  expectDone(call({"a.trait.h", "--", "-Iinc", "-D", "EXTRA=2"}));
  write("flags.txt", "-Iinc \"-DEXTRA=2\"\n");
  write("all.txt", "@flags.txt");
  expectDone(call({"a.trait.h", "-o", "a.h", "--depfile", "a.d", "--", "@all.txt"}));
  EXPECT_TRUE(contains(read("a.d"), "/all.txt \\\n")) << read("a.d");
  EXPECT_TRUE(read("a.d").ends_with("/flags.txt\n")) << read("a.d");
}

TEST_F(CommandLine, TheDefaultIsCxx20) {
  write("a.trait.h", "static_assert(__cplusplus == 202002L);\n");
  expectDone(call({"a.trait.h"}));
  expectDone(call({"a.trait.h", "--", "-std=c11", "-x", "c"}));
  write("b.trait.h", "static_assert(__cplusplus > 202002L);\n");
  expectDone(call({"b.trait.h", "--", "-std=c++23"}));
}

TEST_F(CommandLine, IgnoresFlagsThatOnlyOtherCompilersKnow) {
  write("a.trait.h", "static_assert(YES);\n");
  expectDone(call({"a.trait.h", "--", "-fconserve-stack", "-fno-tree-vectorize-really",
                   "-mindirect-branch=thunk", "-fcf-protection=bogus", "-Wlogical-op", "-imultilib",
                   "dir", "-fplugin=none.so", "-DYES=1"}));
}

TEST_F(CommandLine, IgnoresWhatOnlyGccTakesOfFlagsThatClangHas) {
  write("a.trait.h", Good);
  for (const Words& Flags :
       {Words{"-mfpmath=both", "-mrecip=all,!sqrt"}, Words{"-mfpmath=sse,387"},
        Words{"-mfpmath=387"}, Words{"-gtoggle", "-gstabs", "-gstabs+", "-gstabs2"},
        Words{"-gcoff", "-gvms", "-gxcoff", "-gz=zlib-gnu"}, Words{"-p", "--profile"},
        Words{"-pass-exit-codes", "-specs", "FILE"}, Words{"-traditional-cpp", "-C", "-CC"}}) {
    Words Arguments = {"a.trait.h", "-o", "a.h", "--"};
    Arguments.insert(Arguments.end(), Flags.begin(), Flags.end());
    expectDone(call(Arguments));
  }
}

TEST_F(CommandLine, FlagsCannotMakeItPrintAnythingElse) {
  write("a.trait.h", traitWith("\"dyn=Own\""));
  for (const Words& Flags :
       {Words{"-v"}, Words{"-H"}, Words{"--trace-includes"}, Words{"-Wp,-v"},
        Words{"-Xclang", "-print-stats"}, Words{"-###"}, Words{"--version"}, Words{"--help"},
        Words{"-dumpmachine"}, Words{"-print-search-dirs"}, Words{"--autocomplete=-f"},
        Words{"-ftime-report"}, Words{"-fdiagnostics-format=sarif"},
        Words{"-fdiagnostics-format=msvc"}}) {
    Words Arguments = {"a.trait.h", "-o", "a.h", "--diagnostics-format=json", "--"};
    Arguments.insert(Arguments.end(), Flags.begin(), Flags.end());
    const Outcome Result = call(Arguments);
    EXPECT_EQ(Result.Code, 0) << Flags.front();
    EXPECT_EQ(Result.Out + Result.Error, "[]\n") << Flags.front();
  }
  write("b.trait.h", Broken);
  expectFailure(1, "b.trait.h:2:1: error: ", {"b.trait.h", "--", "-fdiagnostics-format=vi"});
}

TEST_F(CommandLine, ADatabaseMustBeJson) {
  write("a.trait.h", Good);
  for (const char* Database : {"[", "[{]"}) {
    write("build/compile_commands.json", Database);
    const Outcome Result = call({"-p", "build", "a.trait.h", "--diagnostics-format=json"});
    EXPECT_EQ(Result.Code, 3);
    EXPECT_EQ(Result.Out, "");
    EXPECT_EQ(Json::parse(Result.Error).at(0)["file"], "build");
  }
}

TEST_F(CommandLine, IgnoresFlagsThatChooseOutputs) {
  write("a.trait.h", "static_assert(YES);\n");
  const std::ptrdiff_t Before = Work.size();
  expectDone(call({"a.trait.h", "--", "-c", "-o", "a.o", "-MD", "-MF", "x.d", "-MT", "a.o",
                   "-Wp,-MMD,y.d", "-E", "-save-temps", "main.cpp", "-DYES=1"}));
  EXPECT_EQ(Work.size(), Before);
}

TEST_F(CommandLine, AFlagThatMattersAndIsWrongIsAnError) {
  write("a.trait.h", Good);
  expectFailure(1, "invalid value 'c++1999' in '-std=c++1999'",
                {"a.trait.h", "--", "-std=c++1999"});
}

TEST_F(CommandLine, TakesFlagsFromTheHeadersOwnEntry) {
  write("src/a.trait.h", "#include <part.h>\nstatic_assert(OWN == 1);\n");
  write("build/inc/part.h", "");
  write("build/compile_commands.json", R"([{"directory": ")" + (Work / "build").string() +
                                           R"(", "file": "../src/other.cpp",
             "arguments": ["g++", "-DOWN=2", "-c", "../src/other.cpp"]},
            {"directory": ")" + (Work / "build").string() +
                                           R"(", "file": "../src/a.trait.h",
             "arguments": ["g++", "-Iinc", "-DOWN=1", "-fno-such-flag", "-o", "a.o", "-c",
                           "../src/a.trait.h"]}])");
  expectDone(call({"-p", "build", "src/a.trait.h", "-o", "a.h", "--depfile", "a.d"}));
  EXPECT_EQ(read("a.d"),
            "a.h: \\\n  src/a.trait.h \\\n  " + (Work / "build/inc/part.h").string() + "\n");
}

TEST_F(CommandLine, TakesFlagsFromTheClosestEntry) {
  write("src/a.trait.h", "static_assert(FLAG == 1 && ADDED);\n");
  write("compile_commands.json", R"([{"directory": ")" + Work.path().string() +
                                     R"(", "file": "src/a.cpp",
             "command": "g++ -std=c++23 -DFLAG=1 -DADDED=0 -o a.o -c src/a.cpp"},
            {"directory": ")" + Work.path().string() +
                                     R"(", "file": "elsewhere/z.c",
             "command": "gcc -std=c99 -DFLAG=2 -c elsewhere/z.c"}])");
  expectDone(call({"-p", ".", "src/a.trait.h", "--", "-UADDED", "-DADDED=1"}));
}

TEST_F(CommandLine, NamesTheHeaderAsTheUserDidWhereverTheEntryRuns) {
  write("src/a.trait.h", Broken);
  write("build/compile_commands.json",
        R"([{"directory": ")" + (Work / "build").string() + R"(", "file": "../src/a.cpp",
             "command": "g++ -c ../src/a.cpp"}])");
  const Outcome Result = call({"-p", "build", "src/a.trait.h"});
  EXPECT_EQ(Result.Code, 1);
  EXPECT_TRUE(Result.Error.starts_with("src/a.trait.h:2:1: error: ")) << Result.Error;
}

// --- Headers that come with the tool ----------------------------------------

TEST_F(CommandLine, FindsTheRuntimesTraitHeaderAndPrefersTheUsers) {
  write("a.trait.h", "#include <async_trait/trait.h>\n");
  expectDone(call({"a.trait.h"}));
  write("inc/async_trait/trait.h", "#error mine\n");
  expectFailure(1, "inc/async_trait/trait.h:1:2: error: mine", {"a.trait.h", "--", "-Iinc"});
  expectFailure(1, "inc/async_trait/trait.h:1:2: error: mine",
                {"a.trait.h", "--", "-isystem", "inc"});
}

TEST_F(CommandLine, WorksWhereverItIsInstalled) {
  write("a.trait.h", "#include <cstddef>\n#include <optional>\n#include <async_trait/trait.h>\n");
  fs::create_directories(Work / "prefix/bin");
  fs::copy_file(GENERATOR, Work / "prefix/bin/async-trait-gen");
  fs::copy(RUNTIME_INCLUDE, Work / "prefix/include", fs::copy_options::recursive);
  const Outcome Result =
      callProgram(Work / "prefix/bin/async-trait-gen",
                  {"a.trait.h", "-o", "a.h", "--depfile", "a.d"}, "env -i PATH=/nonexistent");
  expectDone(Result);
  EXPECT_TRUE(contains(read("a.d"), (Work / "prefix/include/async_trait/trait.h").string()))
      << read("a.d");
}

TEST_F(CommandLine, PrefersTheBuiltinHeadersOfItsOwnPrefix) {
  write("a.trait.h", "#include <stddef.h>\nstatic_assert(OWN_STDDEF);\n");
  write("prefix/lib/async-trait-gen/include/stddef.h", "#define OWN_STDDEF 1\n");
  fs::create_directories(Work / "prefix/bin");
  fs::copy_file(GENERATOR, Work / "prefix/bin/async-trait-gen");
  expectDone(callProgram(Work / "prefix/bin/async-trait-gen", {"a.trait.h", "-o", "a.h"}));
  write("given/include/stddef.h", "#define OWN_STDDEF 1\n");
  expectDone(call({"a.trait.h", "-o", "a.h", "--resource-dir", "given"}));
}

} // namespace
} // namespace async_trait_gen::test
