// Flags made fit for a header, and headers that exist only in memory.

#include "frontend/CompileFlags.h"
#include "frontend/FrontEnd.h"
#include "options/Failure.h"
#include "output/DiagnosticReport.h"
#include "scratch.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using Flags = std::vector<std::string>;

// --- Flags ------------------------------------------------------------------

/// The flags as one line, without what is added to all of them.
std::string cleaned(const Flags& CommandLine) {
  const Installation Installed = {"RES", "RUNTIME"};
  std::string All;
  for (const std::string& Flag : headerFlags(CommandLine, Installed))
    All.append(Flag).append(" ");
  for (const std::string Added : {"-DASIO_HAS_CO_AWAIT=1 -DBOOST_ASIO_HAS_CO_AWAIT=1 ",
                                  "-w -resource-dir RES -idirafter RUNTIME -x c++-header "}) {
    const std::size_t Found = All.find(Added);
    EXPECT_NE(Found, std::string::npos) << All;
    All.erase(std::min(Found, All.size()), Added.size());
  }
  return All;
}

TEST(HeaderFlags, KeepsWhatSaysHowToReadTheCode) {
  EXPECT_EQ(cleaned({"g++", "-std=gnu++23", "-I", "a", "-isystem", "b", "-DX=1 2", "-include",
                     "pre.h", "-fno-exceptions", "-m32"}),
            "g++ -std=gnu++23 -I a -isystem b -D X=1 2 -include pre.h -fno-exceptions -m32 ");
}

TEST(HeaderFlags, NamesAStandardWhereThereIsNone) {
  EXPECT_EQ(cleaned({"g++"}), "g++ -std=c++20 ");
  EXPECT_EQ(cleaned({"gcc", "-std=gnu11"}), "gcc -std=c++20 ");
  EXPECT_EQ(cleaned({"g++", "--std=c++17"}), "g++ --std=c++17 ");
}

TEST(HeaderFlags, DropsInputsAndOutputs) {
  EXPECT_EQ(
      cleaned({"g++", "-std=c++20", "-c", "a.cpp", "-o", "a.o", "-MD", "-MF", "a.d", "-MQ", "a.o",
               "-Wp,-MMD,b.d", "-S", "-E", "-save-temps", "b.cpp", "-ftime-trace=a.json"}),
      "g++ -std=c++20 ");
}

TEST(HeaderFlags, DropsWhatAnotherCompilerMade) {
  EXPECT_EQ(cleaned({"g++", "-std=c++20", "-fplugin=p.so", "-fplugin-arg-p-x=1", "-Xclang",
                     "-include-pch", "-Xclang", "a.pch", "-Xclang", "-include", "-Xclang", "a.h",
                     "-resource-dir", "old", "-fprofile-use=data"}),
            "g++ -std=c++20 -Xclang -include -Xclang a.h ");
}

TEST(HeaderFlags, DropsUnknownFlagsAndOtherLanguages) {
  EXPECT_EQ(cleaned({"g++", "-std=c++20", "-fconserve-stack", "-mindirect-branch=thunk", "-x", "c",
                     "--frob"}),
            "g++ -std=c++20 ");
}

TEST(HeaderFlags, RefusesAFlagWithoutItsArgument) {
  EXPECT_THROW(headerFlags({"g++", "-I"}, {"RES", std::nullopt}), Failure);
}

// --- Headers in memory ------------------------------------------------------

ParsedHeader parseText(const std::string& Name, const std::string& Text, const Flags& Added = {}) {
  const FrontEnd Parser(findInstallation("/no/such/bin/tool", std::nullopt),
                        FlagSource(std::nullopt, Added), ConfigSource(std::nullopt),
                        TextStyle::Plain);
  return Parser.parseText(Name, Text);
}

/// What the text format shows.
std::string errorsOf(const ParsedHeader& Parsed) {
  return reportText(Parsed.Diagnostics, DiagnosticsFormat::Text);
}

TEST(FrontEnd, ReadsAHeaderThatIsNowhereOnDisk) {
  const std::string Text = "#include <cstddef>\nstd::size_t size(int);\nstatic_assert(X);\n";
  const ParsedHeader Result = parseText("no/where/a.trait.h", Text, {"-DX=1"});
  EXPECT_EQ(errorsOf(Result), "");
  ASSERT_TRUE(Result.Model);
  EXPECT_EQ(Result.Model->FileName, "a.trait.h");
  EXPECT_EQ(Result.Dependencies.front(), "no/where/a.trait.h");
  EXPECT_GT(Result.Dependencies.size(), 1U);
}

TEST(FrontEnd, ReportsEachErrorWithItsPlace) {
  const ParsedHeader Result = parseText("a.trait.h", "int f(Unknown);\nint x = y;\n");
  EXPECT_FALSE(Result.Model);
  EXPECT_TRUE(errorsOf(Result).starts_with("a.trait.h:1:7: error: ")) << errorsOf(Result);
  EXPECT_NE(errorsOf(Result).find("a.trait.h:2:9: error: "), std::string::npos) << errorsOf(Result);
}

TEST(FrontEnd, GivesDiagnosticsAsData) {
  const ParsedHeader Result =
      parseText("a.trait.h", "struct [[async_trait_v2]] X { /* \xc3\xa9 */ int data; };\n");
  ASSERT_EQ(Result.Diagnostics.size(), 1U);
  const Diagnostic& Error = Result.Diagnostics.front();
  EXPECT_EQ(Error.Id, "data-member");
  EXPECT_EQ(Error.Message, "a trait cannot have a data member; a constant is 'static const'");
  ASSERT_TRUE(Error.Where);
  EXPECT_EQ(Error.Where->File, "a.trait.h");
  EXPECT_EQ(Error.Where->Line, 1U);
  EXPECT_EQ(Error.Where->Column, 44U);
  EXPECT_EQ(Error.Where->Character, 43U);
  EXPECT_TRUE(Error.Text.starts_with("a.trait.h:1:44: error: a trait cannot")) << Error.Text;
}

TEST(FrontEnd, GivesNotesAndFixIts) {
  const ParsedHeader Result =
      parseText("a.trait.h", "int counter;\nint y = countr;\nstruct S {}\nint z;\n#error %0\n");
  ASSERT_EQ(Result.Diagnostics.size(), 3U) << errorsOf(Result);
  const auto Named = [&](const std::string& Part) {
    return *std::ranges::find_if(Result.Diagnostics, [&](const Diagnostic& One) {
      return One.Message.find(Part) != std::string::npos;
    });
  };
  const Diagnostic Typo = Named("countr");
  ASSERT_EQ(Typo.Notes.size(), 1U);
  EXPECT_EQ(Typo.Notes.front().Message, "'counter' declared here");
  EXPECT_EQ(Typo.Notes.front().Where->Line, 1U);
  ASSERT_EQ(Typo.FixIts.size(), 1U);
  EXPECT_EQ(Typo.FixIts.front().Begin.Column, 9U);
  EXPECT_EQ(Typo.FixIts.front().End.Column, 15U);
  EXPECT_EQ(Typo.FixIts.front().Replacement, "counter");
  const Diagnostic Semicolon = Named("expected ';'");
  ASSERT_EQ(Semicolon.FixIts.size(), 1U);
  EXPECT_EQ(Semicolon.FixIts.front().Begin.Column, 12U);
  EXPECT_EQ(Semicolon.FixIts.front().End.Column, 12U);
  EXPECT_EQ(Semicolon.FixIts.front().Replacement, ";");
  for (const Diagnostic& One : Result.Diagnostics)
    EXPECT_EQ(One.Id, "clang-diagnostic-error") << One.Message;
}

TEST(FrontEnd, ColoursTextWhereItIsAskedTo) {
  const FrontEnd Parser(findInstallation("/no/such/bin/tool", std::nullopt),
                        FlagSource(std::nullopt, {}), ConfigSource(std::nullopt),
                        TextStyle::Coloured);
  const ParsedHeader Result = Parser.parseText("a.trait.h", "int x = y;\n");
  EXPECT_NE(errorsOf(Result).find("\x1b["), std::string::npos) << errorsOf(Result);
  EXPECT_EQ(Result.Diagnostics.at(0).Message.find('\x1b'), std::string::npos);
}

TEST(FrontEnd, SkipsBodies) {
  EXPECT_TRUE(parseText("a.trait.h", "inline int f() { return unknown; }\n").Model);
}

TEST(FrontEnd, ReadsTheBodiesOfTraits) {
  const std::string Text =
      "#include <async_trait/trait.h>\nstruct [[async_trait_v2]] X {\n"
      "  struct Item;\n  async<int> next();\n"
      "  async<int> f() { Item i; co_return co_await next() + missing; }\n};\n";
  const ParsedHeader Result = parseText("a.trait.h", Text);
  EXPECT_FALSE(Result.Model);
  EXPECT_TRUE(errorsOf(Result).starts_with("a.trait.h:5:56: error: ")) << errorsOf(Result);
  EXPECT_NE(errorsOf(Result).find("co_return co_await next() + missing;"), std::string::npos)
      << errorsOf(Result);
}

TEST(FrontEnd, SurvivesAnExhaustedStack) {
  std::string Deep;
  for (int Depth = 0; Depth < 100'000; ++Depth)
    Deep += "- ";
  const ParsedHeader Result = parseText("a.trait.h", "constexpr int x = " + Deep + "1;\n");
  EXPECT_FALSE(Result.Model);
  ASSERT_EQ(Result.Diagnostics.size(), 1U) << errorsOf(Result);
  EXPECT_EQ(Result.Diagnostics.front().Id, "clang-crash");
}

TEST(FrontEnd, NeedsTheStandardOfTraitHeaders) {
  const ParsedHeader Result = parseText("a.trait.h", "int x;\n", {"-std=c++17"});
  ASSERT_EQ(Result.Diagnostics.size(), 1U) << errorsOf(Result);
  EXPECT_EQ(Result.Diagnostics.front().Id, "compiler-flags");
  EXPECT_NE(errorsOf(Result).find("C++20"), std::string::npos);
}

TEST(FrontEnd, SaysWhatIsToBeIncluded) {
  const test::ScratchDirectory Folder;
  test::writeFile(Folder / "other.trait.h", "");
  const ParsedHeader Generated =
      parseText((Folder / "a.trait.h").string(), "#include \"other.h\"\nint x;\n");
  ASSERT_EQ(Generated.Diagnostics.size(), 1U) << errorsOf(Generated);
  ASSERT_EQ(Generated.Diagnostics.front().Notes.size(), 1U);
  EXPECT_NE(Generated.Diagnostics.front().Notes.front().Message.find("'other.trait.h'"),
            std::string::npos);
  EXPECT_NE(errorsOf(Generated).find("a.trait.h:1:10: note: "), std::string::npos);

  const ParsedHeader Async =
      parseText("a.trait.h", "struct [[async_trait_v2]] X { async<int> f(); };\n");
  ASSERT_FALSE(Async.Diagnostics.empty());
  EXPECT_NE(errorsOf(Async).find("note: 'async' is declared in <async_trait/trait.h>"),
            std::string::npos)
      << errorsOf(Async);
}

TEST(FrontEnd, IgnoresProcessorsThatItDoesNotKnow) {
  for (const char* Flag : {"-march=znver99", "-mtune=znver99", "-mcpu=znver99"}) {
    const ParsedHeader Result = parseText("a.trait.h", "int x;\n", {Flag});
    EXPECT_TRUE(Result.Model) << Flag;
    EXPECT_EQ(errorsOf(Result), "") << Flag;
  }
  EXPECT_TRUE(parseText("a.trait.h", "static_assert(__AVX2__);\n",
                        {"--target=x86_64-linux-gnu", "-march=haswell"})
                  .Model);
}

TEST(FrontEnd, IsOfferedTheBuiltinHeadersOfItsOwnClang) {
  EXPECT_NE(findInstallation("/no/such/bin/tool", std::nullopt).ResourceDir, "");
  EXPECT_THROW(findInstallation("/no/such/bin/tool", "/nowhere"), Failure);
}

} // namespace
} // namespace async_trait_gen
