// Headers that are read together: whatever they do to each other, what comes out is
// what comes out of each alone.

#include "frontend/FrontEnd.h"
#include "model/Json.h"
#include "output/DiagnosticReport.h"
#include "scratch.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
using test::ScratchDirectory;

/// Files by their names; those with `.trait.h` are read, in the order of their names.
using Files = std::map<std::string, std::string>;

class Sharing : public testing::Test {
protected:
  using Paths = std::vector<std::string>;

  FrontEnd frontEnd() const {
    return {findInstallation("/no/such/bin/tool", std::nullopt),
            FlagSource(std::nullopt, Flags),
            ConfigSource(std::nullopt),
            TextStyle::Plain,
            {OutputKind::Header, OutputKind::Mock}};
  }

  static Readings parseAll(const FrontEnd& Parser, const Paths& Headers, unsigned Jobs) {
    Progress Unseen(Headers.size(), false);
    return Parser.parseAll(Headers, Jobs, Unseen);
  }

  Paths write(const Files& All) const {
    Paths Headers;
    for (const auto& [Name, Content] : All) {
      test::writeFile(Work / Name, Content);
      if (Name.ends_with(".trait.h"))
        Headers.push_back((Work / Name).string());
    }
    return Headers;
  }

  /// All that a header gives.
  static std::string show(const ParsedHeader& Parsed) {
    std::string Result = Parsed.Model ? model::toJson(*Parsed.Model) : "no model\n";
    for (const std::string& File : Parsed.Dependencies)
      Result += "reads " + File + "\n";
    return Result + reportText(Parsed.Diagnostics, DiagnosticsFormat::Text) +
           reportText(Parsed.Diagnostics, DiagnosticsFormat::Json);
  }

  static std::string show(const Reading& Read) {
    try {
      if (Read.Error)
        std::rethrow_exception(Read.Error);
    } catch (const Failure& Error) {
      return Error.what();
    }
    return show(Read.Parsed);
  }

  std::string alone(const std::string& Header) const {
    try {
      return show(frontEnd().parse(Header));
    } catch (const Failure& Error) {
      return Error.what();
    }
  }

  /// Reads \p Headers in their order and backwards, and returns how many parses the
  /// first took.
  std::size_t expectSame(Paths Headers) const {
    std::map<std::string, std::string> Alone;
    for (const std::string& Header : Headers)
      Alone[Header] = alone(Header);
    std::size_t Parses = 0;
    for (const bool IsBackwards : {false, true}) {
      if (IsBackwards)
        std::ranges::reverse(Headers);
      const Readings Together = parseAll(frontEnd(), Headers, IsBackwards ? 2 : 1);
      for (std::size_t I = 0; I < Headers.size(); ++I)
        EXPECT_EQ(show(Together.Headers[I]), Alone[Headers[I]]) << Headers[I];
      if (!IsBackwards)
        Parses = Together.Parses;
    }
    return Parses;
  }

  std::size_t expectSame(const Files& All) const { return expectSame(write(All)); }

  ScratchDirectory Work;
  std::vector<std::string> Flags;
};

std::string traitNamed(const std::string& Name, const std::string& Members = "async<int> f();") {
  return "#include <async_trait/trait.h>\nnamespace demo {\nstruct [[async_trait_v2]] " + Name +
         " {\n" + Members + "\n};\n}\n";
}

// --- What is shared ---------------------------------------------------------

TEST_F(Sharing, TakesOneParseForHeadersThatIncludeWhatTheyUse) {
  const std::string Common = "#pragma once\n#include <cstdint>\nnamespace demo {\n"
                             "struct Money { std::int64_t cents; };\n"
                             "inline bool operator==(Money a, Money b) { return false; }\n}\n"
                             "template <> struct std::hash<demo::Money>;\n";
  EXPECT_EQ(
      expectSame(
          {{"common/money.h", "#include <functional>\n" + Common},
           {"a.trait.h",
            "#pragma once\n#include \"common/money.h\"\n#include <string>\n" +
                traitNamed("Account", "async<Money> balance(std::string name, int index);")},
           {"b.trait.h", "#pragma once\n#include <vector>\n#include <optional>\n" +
                             traitNamed("Reader", "async<std::optional<std::vector<int>>> "
                                                  "read(int count) { co_return std::nullopt; }")},
           {"c.trait.h", "#ifndef BANK_H\n#define BANK_H\n#include \"a.trait.h\"\n" +
                             traitNamed("Bank", "struct [[async_trait_v2(\"requires "
                                                "demo::Account<Own>\")]] Own;"
                                                "async<Own> find(int time);") +
                             "#endif\n"},
           {"sub/d.trait.h",
            "#pragma once\n#include \"../a.trait.h\"\n#include <memory>\n" +
                traitNamed("Savings : Account", "async<std::shared_ptr<int>> rate(); int x();")}}),
      1U);
}

TEST_F(Sharing, TakesOneParseForAHundredHeaders) {
  Files All;
  for (int I = 0; I < 100; ++I)
    All["t" + std::to_string(I) + ".trait.h"] =
        "#pragma once\n#include <string>\n" + traitNamed("Trait" + std::to_string(I));
  const Readings Read = parseAll(frontEnd(), write(All), 1);
  EXPECT_EQ(Read.Parses, 1U);
  EXPECT_TRUE(std::ranges::all_of(Read.Headers,
                                  [](const Reading& One) { return One.Parsed.Model.has_value(); }));
}

TEST_F(Sharing, VeryManyHeadersAreSeveralParses) {
  Files All;
  for (int I = 0; I < 501; ++I)
    All["t" + std::to_string(I) + ".trait.h"] = "struct S" + std::to_string(I) + ";\n";
  const Paths Headers = write(All);
  EXPECT_EQ(parseAll(frontEnd(), Headers, 1).Parses, 2U);
  EXPECT_EQ(parseAll(frontEnd(), {Headers.begin(), Headers.begin() + 500}, 2).Parses, 2U);
  EXPECT_EQ(parseAll(frontEnd(), {Headers.begin(), Headers.begin() + 200}, 2).Parses, 1U);
}

TEST_F(Sharing, HeadersWithOtherFlagsShareNothing) {
  const Paths Headers = write({{"a/a.trait.h", traitNamed("A")}, {"b/b.trait.h", traitNamed("B")}});
  const std::string Entry = R"({"directory": ")" + Work.path().string() + R"(", "file": ")";
  test::writeFile(Work / "compile_commands.json",
                  "[" + Entry + Headers[0] + R"(", "command": "c++ -DX=1 a"}, )" + Entry +
                      Headers[1] + R"(", "command": "c++ -DX=2 b"}])");
  const FrontEnd Parser(findInstallation("/no/such/bin/tool", std::nullopt),
                        FlagSource(Work.path().string(), {}), ConfigSource(std::nullopt),
                        TextStyle::Plain);
  EXPECT_EQ(parseAll(Parser, Headers, 1).Parses, 2U);
}

TEST_F(Sharing, EachHeaderOfTheStandardLibraryOpensTheSameFiles) {
  Files All;
  int Number = 10;
  for (const char* Name :
       {"cstddef",   "stddef.h",   "string",    "memory",      "chrono",  "cstdlib",
        "stdlib.h",  "functional", "algorithm", "iostream",    "math.h",  "cmath",
        "thread",    "limits",     "limits.h",  "variant",     "version", "concepts",
        "coroutine", "cassert",    "stdint.h",  "system_error"}) {
    const std::string Own = std::to_string(Number++);
    All["t" + Own + ".trait.h"] =
        "#pragma once\n#include <" + std::string(Name) + ">\n" + traitNamed("T" + Own);
  }
  EXPECT_EQ(expectSame(All), 1U);
}

// --- What breaks alone, or only in company ----------------------------------

TEST_F(Sharing, AHeaderThatBreaksAloneIsReportedAsItself) {
  EXPECT_EQ(expectSame({{"a.trait.h", traitNamed("A", "int data;")},
                        {"b.trait.h", traitNamed("B")},
                        {"c.trait.h", traitNamed("C", "async<Missing> f();")},
                        {"d.trait.h", "#include \"nowhere.h\"\n" + traitNamed("D")},
                        {"e.trait.h", traitNamed("E", "async<int> f() { co_return missing; }")},
                        {"f.trait.h", traitNamed("F")}}),
            8U);
}

TEST_F(Sharing, UsesOfWhatAnotherIncludes) {
  expectSame({{"a.trait.h", "#include <vector>\n#include <string>\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B", "async<std::vector<int>> f();")},
              {"c.trait.h", "#include <string_view>\n" + traitNamed("C", "async<int> f();") +
                                "struct Holder { std::string text; };\n"},
              {"d.trait.h", traitNamed("D", "async<int> f() { std::string s; co_return 1; }")}});
  expectSame({{"a.trait.h", "#include <concepts>\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B", "struct [[async_trait_v2(\"requires "
                                            "std::integral<T>\")]] T; async<T> f();")},
              {"c.trait.h", traitNamed("C", "async<int> f(uint16_t x = sizeof(size_t));")}});
}

TEST_F(Sharing, UsesOfWhatAnotherDeclares) {
  expectSame({{"a.trait.h", "struct Shared {};\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B", "async<Shared> f();")}});
  expectSame(
      {{"a.trait.h", traitNamed("A")}, {"b.trait.h", "namespace d = demo;\n" + traitNamed("B")}});
  expectSame({{"a.trait.h", "struct Later {};\n" + traitNamed("A")},
              {"b.trait.h", "struct Later;\nstruct Has { Later it; };\n" + traitNamed("B")}});
  expectSame({{"a.trait.h",
               "struct Size { int Data; };\nnamespace demo { struct Size; }\n" + traitNamed("A")},
              {"b.trait.h", "struct Size {};\n" + traitNamed("B", "async<Size> f();")}});
}

TEST_F(Sharing, SupertraitsThatAnotherBringsIn) {
  expectSame({{"a.trait.h", "#pragma once\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B : A")},
              {"c.trait.h", "#include \"a.trait.h\"\n" + traitNamed("C : A")}});
}

TEST_F(Sharing, TraitsOfOneName) {
  expectSame({{"a.trait.h", traitNamed("Same", "async<int> f();")},
              {"b.trait.h", traitNamed("Same", "async<long> g();")},
              {"c.trait.h", "#pragma once\n" + traitNamed("Other")}});
  expectSame({{"a.trait.h", traitNamed("A") + "namespace demo { struct DynB {}; }\n"},
              {"b.trait.h", traitNamed("B")}});
  expectSame({{"a.trait.h",
               "namespace demo { template <class T = int> struct DynB; }\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B", "struct T; async<T> f();")}});
}

TEST_F(Sharing, OneNameInSeveralNamespaces) {
  const std::string Begin = "#include <async_trait/trait.h>\nnamespace ";
  const std::string Text =
      " {\nstruct Error {};\nstruct [[async_trait_v2]] Same {\nasync<Error> f();"
      "\n};\n}\n";
  EXPECT_EQ(expectSame({{"a.trait.h", Begin + "one" + Text},
                        {"b.trait.h", Begin + "two" + Text},
                        {"c.trait.h", Begin + "three::left" + Text},
                        {"d.trait.h", Begin + "three::right" + Text}}),
            1U);
  // These can see into the namespace of another.
  expectSame({{"a.trait.h", Begin + "one" + Text},
              {"b.trait.h",
               "namespace one {}\nstruct Error;\n" + traitNamed("B", "async<one::Error> f();")},
              {"c.trait.h",
               Begin + "one::inner {\nstruct [[async_trait_v2]] C { async<Error> f(); };\n}\n"},
              {"d.trait.h", Begin + "two { inline namespace v1" + Text + "}\n"},
              {"e.trait.h", Begin + "two { struct [[async_trait_v2]] E { async<Error> f(); }; }\n"},
              {"f.trait.h", Begin + "three { extern \"C\" int same(int Error); }\n"},
              {"g.trait.h", "extern \"C\" int same(long Error);\n" + traitNamed("G")}});
}

TEST_F(Sharing, NamesOfTheCLibrary) {
  // `index` and `read` are functions where <string> is included.
  expectSame({{"a.trait.h", "#include <string>\n" + traitNamed("A")},
              {"b.trait.h", traitNamed("B", "async<int> f() { auto x = [](auto t) { return "
                                            "index(t); }; co_return 1; } async<int> "
                                            "read(int index);")}});
}

// --- Macros -----------------------------------------------------------------

TEST_F(Sharing, Macros) {
  expectSame({{"a.trait.h", "#define LIMIT 3\n#define COUNT 5\n" + traitNamed("A")},
              {"b.trait.h", "#ifdef LIMIT\nint odd;\n#endif\n" + traitNamed("B")},
              {"c.trait.h", "#if COUNT\nint odd;\n#endif\n" + traitNamed("C")},
              {"d.trait.h", "#if defined(LIMIT)\nint odd;\n#endif\n" + traitNamed("D")},
              {"e.trait.h", "enum { COUNT = 1 };\n" + traitNamed("E")},
              {"f.trait.h", traitNamed("F", "async<int> f(int x = LIMIT);")}});
  expectSame(
      {{"common.h", "#pragma once\n#define WIDTH 10\n"},
       {"a.trait.h", "#include \"common.h\"\n#undef WIDTH\n" + traitNamed("A")},
       {"b.trait.h", "#include \"common.h\"\n" + traitNamed("B", "async<int> f(int x = WIDTH);")}});
  expectSame({{"a.trait.h", "#ifndef GUARD\n#define GUARD\n" + traitNamed("A") + "#endif\n"},
              {"b.trait.h", "#ifndef GUARD\n#define GUARD\n" + traitNamed("B") + "#endif\n"}});
  expectSame({{"a.trait.h", "#include <version>\n" + traitNamed("A")},
              {"b.trait.h", "#ifdef __cpp_lib_optional\nint odd;\n#endif\n" + traitNamed("B")}});
  expectSame({{"a.trait.h", "#define CAT2(a, b) a##b\n#define XY 1\n" + traitNamed("A")},
              {"b.trait.h",
               "#define CAT(a, b) a##b\n" + traitNamed("B", "async<int> f(int x = CAT(X, Y));")}});
}

TEST_F(Sharing, FilesThatLookAtTheirIncluder) {
  expectSame(
      {{"common.h", "#pragma once\n#ifdef WIDE\nusing Size = long;\n#else\n"
                    "using Size = short;\n#endif\n"},
       {"a.trait.h", "#include \"common.h\"\nstatic_assert(sizeof(Size) == 2);\n" +
                         traitNamed("A", "async<Size> f();")},
       {"b.trait.h", "#define WIDE\n#include \"common.h\"\nstatic_assert(sizeof(Size) == 8);\n" +
                         traitNamed("B", "async<Size> f();")}});
  expectSame({{"list.inc", "ITEM(one)\nITEM(two)\n"},
              {"a.trait.h", "#define ITEM(x) int x##_a();\n#include \"list.inc\"\n#undef ITEM\n" +
                                traitNamed("A")},
              {"b.trait.h", "#define ITEM(x) int x##_b();\n#include \"list.inc\"\n#undef ITEM\n" +
                                traitNamed("B")}});
  expectSame(
      {{"first.h", "#pragma once\nstruct First {};\n"},
       {"second.h", "#pragma once\ninline First second();\n"},
       {"a.trait.h", "#include \"first.h\"\n#include \"second.h\"\n" + traitNamed("A")},
       {"b.trait.h", "#include \"second.h\"\n#include \"first.h\"\n" + traitNamed("B")},
       {"c.trait.h", "struct Uses { First it; };\n#include \"first.h\"\n" + traitNamed("C")}});
}

TEST_F(Sharing, MacrosThatTheLibraryKnows) {
  expectSame({{"a.trait.h", "#define NDEBUG\n#define private public\n" + traitNamed("A")},
              {"b.trait.h", "#include <cassert>\n#include <string>\n"
                            "constexpr int f(bool b) { assert(b); return 1; }\n" +
                                traitNamed("B")}});
}

TEST_F(Sharing, WhatTellsHowAFileWasReached) {
  expectSame({{"a.trait.h", traitNamed("A", "async<int> f(int x = __COUNTER__);")},
              {"b.trait.h", traitNamed("B", "async<int> f(int x = __COUNTER__);")},
              {"c.trait.h", traitNamed("C", "async<int> f(int x = __INCLUDE_LEVEL__);")},
              {"d.trait.h", traitNamed("D", "async<int> f(const char* x = __BASE_FILE__);")},
              {"e.trait.h", traitNamed("E", "async<int> f(const char* x = __FILE__);")}});
}

// --- What has no name -------------------------------------------------------

TEST_F(Sharing, Pragmas) {
  expectSame({{"a.trait.h", "#pragma pack(1)\n" + traitNamed("A")},
              {"b.trait.h", "struct Two { char c; int i; };\nstatic_assert(sizeof(Two) == 8);\n" +
                                traitNamed("B")}});
  expectSame(
      {{"a.trait.h", "#pragma clang diagnostic ignored \"-Wc++11-narrowing\"\n" + traitNamed("A")},
       {"b.trait.h", "int big = 1;\nchar c{300};\n" + traitNamed("B")}});
  EXPECT_EQ(expectSame({{"a.trait.h", "#pragma once\n#pragma GCC diagnostic push\n"
                                      "#pragma GCC diagnostic ignored \"-Wshadow\"\n" +
                                          traitNamed("A") + "#pragma GCC diagnostic pop\n"},
                        {"b.trait.h", traitNamed("B")}}),
            1U);
}

TEST_F(Sharing, WhatReachesOut) {
  const std::string Money = "#pragma once\nnamespace demo { struct Money {}; }\n";
  const std::string Include = "#include \"money.h\"\n";
  expectSame({{"money.h", Money},
              {"a.trait.h", "#include <string>\nusing namespace std;\n" + traitNamed("A")},
              {"b.trait.h", "#include <string>\n" + traitNamed("B", "async<string> f();")}});
  expectSame({{"money.h", Money},
              {"a.trait.h", Include +
                                "namespace demo { constexpr bool operator==(Money, Money) { return "
                                "true; } }\n" +
                                traitNamed("A")},
              {"b.trait.h",
               Include + "static_assert(demo::Money() == demo::Money());\n" + traitNamed("B")},
              {"c.trait.h", "#include <concepts>\n" + Include +
                                "static_assert(std::equality_comparable<demo::Money>);\n" +
                                traitNamed("C")}});
  expectSame({{"money.h", Money},
              {"a.trait.h", Include +
                                "#include <functional>\ntemplate <> struct "
                                "std::hash<demo::Money> {};\n" +
                                traitNamed("A")},
              {"b.trait.h", Include +
                                "#include <functional>\nstruct Needs { "
                                "std::hash<demo::Money> hash; };\n" +
                                traitNamed("B")}});
  expectSame({{"money.h", Money},
              {"a.trait.h", Include + "namespace demo { int tell(Money); }\n" + traitNamed("A")},
              {"b.trait.h", Include +
                                "template <class T> concept Told = requires(T t) { tell(t); };\n"
                                "static_assert(Told<demo::Money>);\n" +
                                traitNamed("B")}});
}

// --- Files ------------------------------------------------------------------

TEST_F(Sharing, IncludesOfAllKinds) {
  expectSame({{"a.trait.h", "#include \"b.trait.h\"\n" + traitNamed("A")}, // no guards
              {"b.trait.h", traitNamed("B")}});
  expectSame({{"a.trait.h", "#pragma once\n#include \"b.trait.h\"\n" + traitNamed("A")},
              {"b.trait.h", "#pragma once\n#include \"a.trait.h\"\n" + traitNamed("B")}});
  expectSame({{"a.h", "#pragma once\nstruct OfA {};\n"},
              {"b.h", "#include \"a.h\"\nstruct OfB {};\n"}, // no guard
              {"a.trait.h", "#include \"b.h\"\n" + traitNamed("A", "async<OfB> f();")},
              {"b.trait.h", "#include \"b.h\"\n" + traitNamed("B", "async<OfB> f();")}});
  expectSame(
      {{"a.trait.h", traitNamed("A")},
       {"b.trait.h", "#if __has_include(\"a.trait.h\")\nint odd;\n#endif\n" + traitNamed("B")},
       {"sub/c.trait.h",
        "#if __has_include(\"a.trait.h\")\nint odd;\n#endif\n" + traitNamed("C")}});
  expectSame({{"a.h", "#pragma once\n#include \"../a.h\"\n"},
              {"a.trait.h", "#pragma once\n#pragma GCC system_header\n" + traitNamed("A")},
              {"b.trait.h", "#include \"a.trait.h\"\n" + traitNamed("B")}});
}

TEST_F(Sharing, GeneratedHeadersOfOthers) {
  expectSame({{"a.h", "#pragma once\n#include <vector>\nnamespace demo { template <class T> "
                      "concept A = true; class DynA {}; }\n"},
              {"a.trait.h", "#pragma once\n" + traitNamed("A")},
              {"b.trait.h", "#include \"a.h\"\n" + traitNamed("B", "async<DynA> f();")}});
}

TEST_F(Sharing, OneFileWithTwoNames) {
  Paths Headers = write({{"one/a.trait.h", "#include \"beside.h\"\n" + traitNamed("A")},
                         {"one/beside.h", "#pragma once\nint one;\n"},
                         {"two/beside.h", "#pragma once\nint two;\n"},
                         {"one/b.trait.h", "#include \"beside.h\"\n" + traitNamed("B")}});
  fs::create_symlink(Work / "one/a.trait.h", Work / "two/a.trait.h");
  Headers.push_back((Work / "two/a.trait.h").string());
  Headers.push_back((Work / "one/../one/b.trait.h").string());
  Headers.push_back((Work / "nowhere.trait.h").string());
  expectSame(Headers);
}

TEST_F(Sharing, NamesFromTheWorkingDirectory) {
  const fs::path Before = fs::current_path();
  write({{"a.trait.h",
          "#pragma once\n#include \"sub/b.trait.h\"\n" + traitNamed("A : B", "async<int> g();")},
         {"sub/b.trait.h", "#pragma once\n#include \"c.h\"\n" + traitNamed("B")},
         {"sub/c.h", "#pragma once\n#include \"../inc/d.h\"\n"},
         {"inc/d.h", "#pragma once\n#include <e.h>\n"},
         {"inc/e.h", "#pragma once\n"},
         {"inc/first.h", "#include <cstddef>\n#define FIRST 1\n"},
         {".async-trait.json", R"({"dyn_prefix": "Any"})"},
         {"sub/.async-trait.json", R"({"dyn_prefix": "Some"})"},
         {"bad/.async-trait.json", "{"},
         {"bad/f.trait.h", traitNamed("F")}});
  Flags = {"-Iinc", "-include", "inc/first.h"};
  fs::current_path(Work.path());
  EXPECT_EQ(expectSame({"a.trait.h", "sub/b.trait.h", "./sub/b.trait.h"}), 2U);
  EXPECT_EQ(expectSame({"a.trait.h", "sub/b.trait.h", "bad/f.trait.h"}), 2U);
  fs::current_path(Before);
}

} // namespace
} // namespace async_trait_gen
