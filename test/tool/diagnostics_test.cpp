// Diagnostics in every format.

#include "output/DiagnosticReport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace async_trait_gen {
namespace {

using Json = nlohmann::json;

/// An error with all that one can have.
Diagnostic full() {
  return {.Where = Place{"my dir/a.trait.h", 3, 9, 8},
          .Id = "data-member",
          .Message = "no \"data\"",
          .Notes = {{Place{"/abs/b#.h", 1, 2, 2}, "here"}, {std::nullopt, "nowhere"}},
          .FixIts = {{Place{"my dir/a.trait.h", 3, 9, 8}, Place{"my dir/a.trait.h", 3, 12, 11}, ""},
                     {Place{"my dir/a.trait.h", 4, 1, 1}, Place{"my dir/a.trait.h", 4, 1, 1}, ";"}},
          .Text = "all of it\n"};
}

Diagnostic failure() { return diagnosticOf(Failure(ExitCode::BadUsage, "no such option")); }

TEST(DiagnosticReport, TextIsThatOfEach) {
  EXPECT_EQ(reportText({}, DiagnosticsFormat::Text), "");
  EXPECT_EQ(reportText({full(), failure()}, DiagnosticsFormat::Text),
            "all of it\nasync-trait-gen: error: no such option\n");
}

TEST(DiagnosticReport, ShowsEachOnce) {
  Diagnostic Other = full();
  Other.Where->Line = 4;
  EXPECT_EQ(reportText({full(), Other, full()}, DiagnosticsFormat::Text), "all of it\nall of it\n");
  EXPECT_EQ(Json::parse(reportText({full(), full()}, DiagnosticsFormat::Json)).size(), 1U);
}

TEST(DiagnosticReport, JsonIsAnArray) {
  EXPECT_EQ(reportText({}, DiagnosticsFormat::Json), "[]\n");
  const Json Expected = Json::parse(R"([
    {"file": "my dir/a.trait.h", "line": 3, "column": 9, "severity": "error", "id": "data-member",
     "message": "no \"data\"",
     "notes": [{"file": "/abs/b#.h", "line": 1, "column": 2, "message": "here"},
               {"file": null, "line": null, "column": null, "message": "nowhere"}],
     "fixits": [{"file": "my dir/a.trait.h", "line": 3, "column": 9, "end_line": 3,
                 "end_column": 12, "replacement": ""},
                {"file": "my dir/a.trait.h", "line": 4, "column": 1, "end_line": 4,
                 "end_column": 1, "replacement": ";"}]},
    {"file": null, "line": null, "column": null, "severity": "error", "id": "bad-usage",
     "message": "no such option", "notes": [], "fixits": []}])");
  EXPECT_EQ(Json::parse(reportText({full(), failure()}, DiagnosticsFormat::Json)), Expected);
}

TEST(DiagnosticReport, SarifIsADocument) {
  const Json Empty = Json::parse(reportText({}, DiagnosticsFormat::Sarif));
  EXPECT_EQ(Empty["version"], "2.1.0");
  EXPECT_EQ(Empty["runs"][0]["tool"]["driver"]["name"], "async-trait-gen");
  EXPECT_EQ(Empty["runs"][0]["results"], Json::array());

  const Json Run =
      Json::parse(reportText({full(), failure()}, DiagnosticsFormat::Sarif))["runs"][0];
  EXPECT_EQ(Run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(Run["tool"]["driver"]["rules"],
            Json::parse(R"([{"id": "data-member"}, {"id": "bad-usage"}])"));
  EXPECT_EQ(Run["results"], Json::parse(R"([
    {"ruleId": "data-member", "level": "error", "message": {"text": "no \"data\""},
     "locations": [{"physicalLocation": {"artifactLocation": {"uri": "my%20dir/a.trait.h"},
                                         "region": {"startLine": 3, "startColumn": 8}}}],
     "relatedLocations": [
       {"physicalLocation": {"artifactLocation": {"uri": "file:///abs/b%23.h"},
                             "region": {"startLine": 1, "startColumn": 2}},
        "message": {"text": "here"}},
       {"message": {"text": "nowhere"}}],
     "fixes": [{"artifactChanges": [
       {"artifactLocation": {"uri": "my%20dir/a.trait.h"},
        "replacements": [
          {"deletedRegion": {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 11},
           "insertedContent": {"text": ""}},
          {"deletedRegion": {"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 1},
           "insertedContent": {"text": ";"}}]}]}]},
    {"ruleId": "bad-usage", "level": "error", "message": {"text": "no such option"}}])"));
}

TEST(DiagnosticReport, APlaceWithoutALineIsTheFile) {
  const Diagnostic Stale = {
      .Where = Place{"a.h"}, .Id = "stale-output", .Message = "stale", .Text = "stale\n"};
  const Json AsJson = Json::parse(reportText({Stale}, DiagnosticsFormat::Json))[0];
  EXPECT_EQ(AsJson["file"], "a.h");
  EXPECT_TRUE(AsJson["line"].is_null());
  const Json AsSarif = Json::parse(reportText({Stale}, DiagnosticsFormat::Sarif));
  EXPECT_FALSE(
      AsSarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"].contains("region"));
}

TEST(DiagnosticReport, BytesThatAreNoUtf8AreReplaced) {
  const Diagnostic Odd = {
      .Where = Place{"\xff.h", 1, 1, 1}, .Id = "x", .Message = "\xfe", .Text = "\xfe\n"};
  for (const auto Format : {DiagnosticsFormat::Json, DiagnosticsFormat::Sarif})
    EXPECT_TRUE(Json::accept(reportText({Odd}, Format)));
}

TEST(DiagnosticReport, FailuresHaveIds) {
  EXPECT_EQ(diagnosticOf(Failure(ExitCode::FileError, "x")).Id, "file-error");
  EXPECT_EQ(diagnosticOf(Failure(ExitCode::BadUsage, "x", "bad-configuration")).Id,
            "bad-configuration");
}

} // namespace
} // namespace async_trait_gen
