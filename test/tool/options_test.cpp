// The parser of the command line: what each spelling means, what is refused.

#include "options/Failure.h"
#include "options/Options.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace async_trait_gen {
namespace {

Options parse(std::initializer_list<const char*> Arguments) {
  return parseOptions(std::span(Arguments.begin(), Arguments.size()));
}

/// The message of the refusal; empty when nothing is refused.
std::string refusal(std::initializer_list<const char*> Arguments) {
  try {
    parse(Arguments);
    return {};
  } catch (const Failure& Error) {
    EXPECT_EQ(Error.code(), ExitCode::BadUsage);
    return Error.what();
  }
}

using Texts = std::vector<std::string>;

TEST(Options, HasDefaults) {
  const Options Given = parse({"a.trait.h"});
  EXPECT_EQ(Given.What, Options::Action::Generate);
  EXPECT_EQ(Given.Headers, Texts{"a.trait.h"});
  EXPECT_FALSE(Given.Output || Given.OutDir || Given.BaseDir || Given.Database || Given.DepFile ||
               Given.ResourceDir || Given.Config);
  EXPECT_EQ(Given.Jobs, 1U);
  EXPECT_TRUE(Given.CompilerFlags.empty());
}

TEST(Options, LongOptionsTakeTheirValueBothWays) {
  EXPECT_EQ(parse({"--out-dir", "out", "a"}).OutDir, "out");
  EXPECT_EQ(parse({"--out-dir=out", "a"}).OutDir, "out");
  EXPECT_EQ(parse({"--base-dir=b", "a"}).BaseDir, "b");
  EXPECT_EQ(parse({"--depfile=d", "a"}).DepFile, "d");
  EXPECT_EQ(parse({"--config=c.json", "a"}).Config, "c.json");
  EXPECT_EQ(parse({"--resource-dir=r=1", "a"}).ResourceDir, "r=1");
}

TEST(Options, ShortOptionsTakeTheirValueJoinedOrNot) {
  EXPECT_EQ(parse({"-o", "a.h", "a"}).Output, "a.h");
  EXPECT_EQ(parse({"-oa.h", "a"}).Output, "a.h");
  EXPECT_EQ(parse({"-o", "-", "a"}).Output, "-");
  EXPECT_EQ(parse({"-p", "build", "a"}).Database, "build");
  EXPECT_EQ(parse({"-p=build", "a"}).Database, "build");
  EXPECT_EQ(parse({"-j4", "a"}).Jobs, 4U);
  EXPECT_EQ(parse({"-j", "4", "a"}).Jobs, 4U);
}

TEST(Options, HeadersAndOptionsMixInAnyOrder) {
  const Options Given = parse({"a", "--check", "b", "--out-dir", "out", "c"});
  EXPECT_EQ(Given.Headers, (Texts{"a", "b", "c"}));
  EXPECT_EQ(Given.What, Options::Action::Check);
}

TEST(Options, AllBehindTwoDashesIsForTheCompiler) {
  const Options Given = parse({"a", "--", "-o", "x", "--", "b"});
  EXPECT_EQ(Given.Headers, Texts{"a"});
  EXPECT_EQ(Given.CompilerFlags, (Texts{"-o", "x", "--", "b"}));
}

TEST(Options, InformationNeedsNoHeader) {
  EXPECT_EQ(parse({"--help"}).What, Options::Action::PrintHelp);
  EXPECT_EQ(parse({"--version"}).What, Options::Action::PrintVersion);
  EXPECT_EQ(parse({"--help", "--check"}).What, Options::Action::PrintHelp);
}

TEST(Options, RefusesWhatMakesNoSense) {
  EXPECT_EQ(refusal({}), "no trait header given; '--help' shows how to call it");
  EXPECT_EQ(refusal({"--frob", "a"}), "unknown option '--frob'; '--help' lists the options");
  EXPECT_EQ(refusal({"-x", "a"}), "unknown option '-x'; '--help' lists the options");
  EXPECT_EQ(refusal({"--out", "a"}), "unknown option '--out'; '--help' lists the options");
  EXPECT_EQ(refusal({"a", "-o"}), "'-o' needs a value: FILE");
  EXPECT_EQ(refusal({"a", "--out-dir="}), "'--out-dir' needs a value: DIR");
  EXPECT_EQ(refusal({"a", "-o", "--check"}), "'-o' needs a value: FILE");
  EXPECT_EQ(refusal({"a", "--check=yes"}), "'--check' takes no value");
  EXPECT_EQ(refusal({"a", "-o", "b", "-o", "c"}), "'-o' is given more than once");
}

TEST(Options, ValidatesTheNumberOfThreads) {
  for (const char* Wrong : {"-j0", "-jx", "-j2x", "-j-1", "-j99999999999"})
    EXPECT_NE(refusal({Wrong, "a"}).find("'-j' needs a number from 1 on"), std::string::npos)
        << Wrong;
}

TEST(Options, EmitNamesKinds) {
  using Kinds = std::vector<OutputKind>;
  EXPECT_EQ(parse({"a"}).Emit, Kinds{OutputKind::Header});
  EXPECT_EQ(parse({"a", "--emit=json"}).Emit, Kinds{OutputKind::Json});
  EXPECT_EQ(parse({"a", "--emit", "json,header"}).Emit,
            (Kinds{OutputKind::Json, OutputKind::Header}));
  EXPECT_EQ(parse({"a", "--emit=header,mock"}).Emit, (Kinds{OutputKind::Header, OutputKind::Mock}));
  for (const char* Wrong : {"--emit=mocks", "--emit=header,", "--emit=,json", "--emit=JSON"})
    EXPECT_TRUE(
        refusal({"a", Wrong})
            .ends_with("it can be 'header', 'json', 'mock', 'decorator' or several of them, with "
                       "commas between"))
        << Wrong;
  EXPECT_EQ(refusal({"a", "--emit=json,json"}), "'--emit' names 'json' more than once");
}

TEST(Options, ATemplateComesInPlaceOfTheHeaderOrBesideWhatIsNamed) {
  using Kinds = std::vector<OutputKind>;
  EXPECT_EQ(parse({"a", "--template=t"}).Template, "t");
  EXPECT_EQ(parse({"a", "--template=t"}).Emit, Kinds{OutputKind::Template});
  const Kinds Both = {OutputKind::Header, OutputKind::Template};
  EXPECT_EQ(parse({"a", "--template", "t", "--emit=header"}).Emit, Both);
  EXPECT_EQ(parse({"a", "--emit=header", "--template", "t"}).Emit, Both);
  EXPECT_EQ(parse({"a"}).Template, std::nullopt);
}

TEST(Options, ASuggestionGoesToOneFile) {
  EXPECT_EQ(parse({"--suggest", "a.h"}).What, Options::Action::Suggest);
  EXPECT_EQ(parse({"--suggest", "a.h"}).Output, "-");
  EXPECT_EQ(parse({"a.h", "-o", "b", "--suggest"}).Output, "b");
  EXPECT_EQ(parse({"--help", "--suggest"}).What, Options::Action::PrintHelp);
  EXPECT_EQ(refusal({"--suggest", "a.h", "b.h"}), "'--suggest' reads one header, but there are 2");
  for (const char* Other : {"--check", "--emit=json", "--template=t", "--out-dir=d", "--base-dir=d",
                            "--depfile=d", "--config=c", "--cache-dir=d"})
    EXPECT_TRUE(refusal({"--suggest", "a.h", Other}).ends_with("exclude each other")) << Other;
}

TEST(Options, DiagnosticsHaveOneFormat) {
  EXPECT_EQ(parse({"a"}).Format, DiagnosticsFormat::Text);
  EXPECT_EQ(parse({"a", "--diagnostics-format=json"}).Format, DiagnosticsFormat::Json);
  EXPECT_EQ(parse({"a", "--diagnostics-format", "sarif"}).Format, DiagnosticsFormat::Sarif);
  EXPECT_EQ(refusal({"a", "--diagnostics-format=xml"}),
            "'xml' is no value for '--diagnostics-format'; it can be 'text', 'json' or 'sarif'");
}

DiagnosticsFormat requested(std::initializer_list<const char*> Arguments) {
  return requestedFormat(std::span(Arguments.begin(), Arguments.size()));
}

TEST(Options, TheFormatIsKnownWhateverElseIsWrong) {
  EXPECT_EQ(requested({"--frob", "--diagnostics-format=json", "-j0"}), DiagnosticsFormat::Json);
  EXPECT_EQ(requested({"--diagnostics-format", "sarif"}), DiagnosticsFormat::Sarif);
  EXPECT_EQ(requested({}), DiagnosticsFormat::Text);
  EXPECT_EQ(requested({"--diagnostics-format"}), DiagnosticsFormat::Text);
  EXPECT_EQ(requested({"--diagnostics-format=xml"}), DiagnosticsFormat::Text);
  EXPECT_EQ(requested({"a", "--", "--diagnostics-format=json"}), DiagnosticsFormat::Text);
}

TEST(Options, HelpNamesEveryOption) {
  const std::string Help = helpText();
  for (const char* Option :
       {"-o FILE", "--out-dir=DIR", "--base-dir=DIR", "-p DIR", "--emit=", "--depfile=FILE",
        "--check", "--diagnostics-format=", "--config=FILE", "-j N", "--version", "--help",
        "--resource-dir=DIR", "--template=FILE"})
    EXPECT_NE(Help.find(std::string("  ") + Option), std::string::npos) << Option;
}

} // namespace
} // namespace async_trait_gen
