// Flags made fit for a header, and headers that exist only in memory.

#include "frontend/CompileFlags.h"
#include "frontend/FrontEnd.h"
#include "options/Failure.h"
#include "scratch.h"

#include <algorithm>

namespace async_trait_gen {
namespace {

using Flags = std::vector<std::string>;

// --- Flags ------------------------------------------------------------------

/// The flags as one line, without what is added to all of them.
std::string cleaned(const Flags& CommandLine) {
  const Installation Installed = {"RES", "RUNTIME"};
  const std::string All = [&] {
    std::string Line;
    for (const std::string& Flag : headerFlags(CommandLine, Installed))
      Line.append(Flag).append(" ");
    return Line;
  }();
  const std::string Added = "-w -resource-dir RES -idirafter RUNTIME -x c++-header ";
  EXPECT_TRUE(All.ends_with(Added)) << All;
  return All.substr(0, All.size() - std::min(All.size(), Added.size()));
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

struct Outcome {
  std::optional<ParsedHeader> Parsed;
  std::string Errors;
};

Outcome parseText(const std::string& Name, const std::string& Text, const Flags& Added = {}) {
  Outcome Result;
  llvm::raw_string_ostream Errors(Result.Errors);
  FrontEnd Parser(findInstallation("/no/such/bin/tool", std::nullopt),
                  FlagSource(std::nullopt, Added), Errors);
  Result.Parsed = Parser.parseText(Name, Text);
  return Result;
}

TEST(FrontEnd, ReadsAHeaderThatIsNowhereOnDisk) {
  const std::string Text = "#include <cstddef>\nstd::size_t size(int);\nstatic_assert(X);\n";
  const Outcome Result = parseText("no/where/a.trait.h", Text, {"-DX=1"});
  EXPECT_EQ(Result.Errors, "");
  ASSERT_TRUE(Result.Parsed);
  EXPECT_EQ(Result.Parsed->Model.FileName, "a.trait.h");
  EXPECT_EQ(Result.Parsed->Dependencies.front(), "no/where/a.trait.h");
  EXPECT_GT(Result.Parsed->Dependencies.size(), 1U);
}

TEST(FrontEnd, ReportsEachErrorWithItsPlace) {
  const Outcome Result = parseText("a.trait.h", "int f(Unknown);\nint x = y;\n");
  EXPECT_FALSE(Result.Parsed);
  EXPECT_TRUE(Result.Errors.starts_with("a.trait.h:1:7: error: ")) << Result.Errors;
  EXPECT_NE(Result.Errors.find("a.trait.h:2:9: error: "), std::string::npos) << Result.Errors;
}

TEST(FrontEnd, SkipsBodies) {
  EXPECT_TRUE(parseText("a.trait.h", "inline int f() { return unknown; }\n").Parsed);
}

TEST(FrontEnd, ReadsTheBodiesOfTraits) {
  const std::string Text =
      "#include <async_trait/trait.h>\nstruct [[async_trait_v2]] X {\n"
      "  struct Item;\n  async<int> next();\n"
      "  async<int> f() { Item i; co_return co_await next() + missing; }\n};\n";
  const Outcome Result = parseText("a.trait.h", Text);
  EXPECT_FALSE(Result.Parsed);
  EXPECT_TRUE(Result.Errors.starts_with("a.trait.h:5:56: error: ")) << Result.Errors;
  EXPECT_NE(Result.Errors.find("co_return co_await next() + missing;"), std::string::npos)
      << Result.Errors;
}

TEST(FrontEnd, IgnoresProcessorsThatItDoesNotKnow) {
  for (const char* Flag : {"-march=znver99", "-mtune=znver99", "-mcpu=znver99"}) {
    const Outcome Result = parseText("a.trait.h", "int x;\n", {Flag});
    EXPECT_TRUE(Result.Parsed) << Flag;
    EXPECT_EQ(Result.Errors, "") << Flag;
  }
  EXPECT_TRUE(parseText("a.trait.h", "static_assert(__AVX2__);\n",
                        {"--target=x86_64-linux-gnu", "-march=haswell"})
                  .Parsed);
}

TEST(FrontEnd, IsOfferedTheBuiltinHeadersOfItsOwnClang) {
  EXPECT_NE(findInstallation("/no/such/bin/tool", std::nullopt).ResourceDir, "");
  EXPECT_THROW(findInstallation("/no/such/bin/tool", "/nowhere"), Failure);
}

} // namespace
} // namespace async_trait_gen
