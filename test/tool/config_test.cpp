// Configurations: what they say, what is refused, and where they are found.

#include "options/Config.h"
#include "options/Failure.h"
#include "scratch.h"

#include <functional>

namespace async_trait_gen {
namespace {

using namespace test;

std::string failure(ExitCode Expected, const std::function<void()>& Call) {
  try {
    Call();
    return {};
  } catch (const Failure& Error) {
    EXPECT_EQ(Error.code(), Expected);
    return Error.what();
  }
}

std::string refusal(const std::string& Text) {
  return failure(ExitCode::BadUsage, [&] { parseConfig(Text, "c.json"); });
}

TEST(Config, AnEmptyOneChangesNothing) {
  const Config Given = parseConfig("{}", "c.json");
  EXPECT_EQ(Given.Names.DynPrefix, "Dyn");
  EXPECT_EQ(Given.Names.TypesSuffix, "Types");
  EXPECT_FALSE(Given.Storage || Given.Future || Given.IsStaticOnly);
  EXPECT_EQ(Given.File, "c.json");
}

TEST(Config, ReadsEveryKey) {
  const Config Given = parseConfig(R"({
    "dyn_prefix": "Any", "ref_suffix": "R", "shared_suffix": "S", "vtable_suffix": "V",
    "object_suffix": "O", "types_suffix": "T", "aliases_suffix": "A", "defaults_suffix": "D",
    "impl_suffix": "I", "view_suffix": "W2", "mock_prefix": "M",
    "decorated_suffix": "B", "defaults": {"storage": "heap", "future": "my::task", "dyn": "none"}})",
                                   "c.json");
  const model::Naming& Names = Given.Names;
  EXPECT_EQ(Names.DynPrefix + Names.RefSuffix + Names.SharedSuffix + Names.VtableSuffix, "AnyRSV");
  EXPECT_EQ(Names.ObjectSuffix + Names.TypesSuffix + Names.AliasesSuffix + Names.DefaultsSuffix +
                Names.ImplSuffix + Names.ViewSuffix,
            "OTADIW2");
  EXPECT_EQ(Names.MockPrefix + Names.DecoratedSuffix, "MB");
  EXPECT_EQ(Given.Storage, "heap");
  EXPECT_EQ(Given.Future, "my::task");
  EXPECT_TRUE(Given.IsStaticOnly);
}

TEST(Config, NamesFileAndKeyOfAMistake) {
  EXPECT_EQ(refusal("{"), "the configuration 'c.json' is no JSON: byte 2");
  EXPECT_EQ(refusal(""), "the configuration 'c.json' is no JSON: byte 1");
  EXPECT_EQ(refusal("[]"), "the configuration 'c.json' is no JSON object");
  EXPECT_EQ(refusal("[1e999]"), "the configuration 'c.json' has a number that is too large");
  EXPECT_EQ(refusal(R"({"mock_prefix": "1"})"),
            "the configuration 'c.json' has a wrong value for 'mock_prefix': '1' cannot begin an "
            "identifier");
  EXPECT_EQ(refusal(R"({"dyn": "X"})"), "the configuration 'c.json' has the unknown key 'dyn'");
  EXPECT_EQ(refusal(R"({"defaults": {"x": "X"}})"),
            "the configuration 'c.json' has the unknown key 'defaults.x'");
  const std::string Wrong = "the configuration 'c.json' has a wrong value for ";
  EXPECT_EQ(refusal(R"({"dyn_prefix": 1})"), Wrong + "'dyn_prefix': it must be a string");
  EXPECT_EQ(refusal(R"({"ref_suffix": ""})"), Wrong + "'ref_suffix': it must not be empty");
  EXPECT_EQ(refusal(R"({"dyn_prefix": "2D"})"),
            Wrong + "'dyn_prefix': '2D' cannot begin an identifier");
  EXPECT_EQ(refusal(R"({"impl_suffix": "A-B"})"),
            Wrong + "'impl_suffix': 'A-B' cannot be part of an identifier");
  EXPECT_EQ(refusal(R"({"defaults": []})"), Wrong + "'defaults': it must be an object");
  EXPECT_EQ(refusal(R"({"defaults": {"storage": null}})"),
            Wrong + "'defaults.storage': it must be a string");
  EXPECT_EQ(refusal(R"({"defaults": {"future": " "}})"),
            Wrong + "'defaults.future': it must not be empty");
  EXPECT_EQ(refusal(R"({"defaults": {"storage": "inplace<64"}})"),
            Wrong + "'defaults.storage': 'inplace<64' is not the name of a type");
  EXPECT_EQ(refusal(R"({"defaults": {"future": "task<int>"}})"),
            Wrong + "'defaults.future': 'task<int>' is not the name of a template");
  EXPECT_EQ(refusal(R"({"defaults": {"dyn": "X"}})"),
            Wrong + "'defaults.dyn': it can only be 'none'");
  EXPECT_EQ(refusal(R"({"shared_suffix": "Ref"})"),
            Wrong + "'ref_suffix': 'shared_suffix' is 'Ref', too");
  EXPECT_EQ(refusal("{\"dyn_prefix\": \"\xff\"}"),
            "the configuration 'c.json' is no JSON: byte 17");
}

TEST(Config, IsLookedForUpwards) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "a/.async-trait.json", R"({"dyn_prefix": "Outer"})");
  writeFile(Scratch / "a/b/c/.async-trait.json", R"({"dyn_prefix": "Inner"})");
  const ConfigSource Source(std::nullopt);
  const auto prefixOf = [&](const char* Header) {
    return Source.configFor(Scratch / Header).Names.DynPrefix;
  };
  EXPECT_EQ(prefixOf("a/b/c/x.trait.h"), "Inner");
  EXPECT_EQ(prefixOf("a/b/x.trait.h"), "Outer");
  EXPECT_EQ(prefixOf("a/b/c/../x.trait.h"), "Outer");
  EXPECT_EQ(prefixOf("x.trait.h"), "Dyn");
  EXPECT_EQ(Source.configFor(Scratch / "a/b/x.trait.h").File,
            (Scratch / "a/.async-trait.json").string());
}

TEST(Config, AGivenOneIsEveryHeaders) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "a/.async-trait.json", R"({"dyn_prefix": "Found"})");
  writeFile(Scratch / "my.json", R"({"dyn_prefix": "Given"})");
  const ConfigSource Source(Scratch / "my.json");
  EXPECT_EQ(Source.configFor(Scratch / "a/x.trait.h").Names.DynPrefix, "Given");
}

TEST(Config, ThatCannotBeReadIsAFileError) {
  const ScratchDirectory Scratch;
  for (const fs::path& File : {Scratch / "missing.json", Scratch.path()})
    EXPECT_EQ(failure(ExitCode::FileError, [&] { ConfigSource(File).configFor("x.trait.h"); }),
              "cannot read the configuration '" + File.string() + "'");
}

} // namespace
} // namespace async_trait_gen
