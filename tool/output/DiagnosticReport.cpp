#include "output/DiagnosticReport.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace async_trait_gen {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Diagnostic> eachOnce(const std::vector<Diagnostic>& All) {
  std::set<std::tuple<std::string, unsigned, unsigned, std::string>> Seen;
  std::vector<Diagnostic> Result;
  for (const Diagnostic& One : All) {
    const Place Where = One.Where.value_or(Place{});
    if (Seen.emplace(Where.File, Where.Line, Where.Column, One.Message).second)
      Result.push_back(One);
  }
  return Result;
}

std::string documentText(const Json& Document) {
  constexpr int Indentation = 2;
  return Document.dump(Indentation, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) +
         "\n";
}

/// The same in both formats.
std::string_view wordFor(Severity Level) { return Level == Severity::Error ? "error" : "warning"; }

// --- JSON -------------------------------------------------------------------

Json numberOrNull(unsigned Number) { return Number == 0 ? Json(nullptr) : Json(Number); }

/// The first members of an object about something at \p Where.
Json jsonPlace(const std::optional<Place>& Where) {
  const Place At = Where.value_or(Place{});
  return {{"file", Where ? Json(At.File) : Json(nullptr)},
          {"line", numberOrNull(At.Line)},
          {"column", numberOrNull(At.Column)}};
}

Json jsonOf(const Note& One) {
  Json Result = jsonPlace(One.Where);
  Result["message"] = One.Message;
  return Result;
}

Json jsonOf(const FixIt& One) {
  Json Result = jsonPlace(One.Begin);
  Result["end_line"] = One.End.Line;
  Result["end_column"] = One.End.Column;
  Result["replacement"] = One.Replacement;
  return Result;
}

Json jsonOf(const Diagnostic& One);

template <class Element>
Json jsonOf(const std::vector<Element>& Elements) {
  Json Result = Json::array();
  for (const Element& One : Elements)
    Result.push_back(jsonOf(One));
  return Result;
}

Json jsonOf(const Diagnostic& One) {
  Json Result = jsonPlace(One.Where);
  Result["severity"] = wordFor(One.Level);
  Result["id"] = One.Id;
  Result["message"] = One.Message;
  Result["notes"] = jsonOf(One.Notes);
  Result["fixits"] = jsonOf(One.FixIts);
  return Result;
}

// --- SARIF ------------------------------------------------------------------

/// A path as a URI reference: relative where the path is.
std::string uriOf(std::string_view Path) {
  constexpr std::string_view Plain = "-._~/";
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string Result = Path.starts_with('/') ? "file://" : "";
  for (const char Character : Path) {
    const auto Byte = static_cast<unsigned char>(Character);
    const bool IsAlphanumeric = (Byte >= '0' && Byte <= '9') || (Byte >= 'a' && Byte <= 'z') ||
                                (Byte >= 'A' && Byte <= 'Z');
    if (IsAlphanumeric || Plain.find(Character) != std::string_view::npos)
      Result += Character;
    else
      Result.append({'%', Digits[Byte / 16], Digits[Byte % 16]});
  }
  return Result;
}

Json sarifMessage(const std::string& Text) { return {{"text", Text}}; }

Json sarifArtifact(const std::string& File) { return {{"uri", uriOf(File)}}; }

Json sarifLocation(const Place& Where) {
  Json Physical = {{"artifactLocation", sarifArtifact(Where.File)}};
  if (Where.Line != 0)
    Physical["region"] = {{"startLine", Where.Line}, {"startColumn", Where.Character}};
  return {{"physicalLocation", std::move(Physical)}};
}

Json sarifNote(const Note& One) {
  Json Result = One.Where ? sarifLocation(*One.Where) : Json::object();
  Result["message"] = sarifMessage(One.Message);
  return Result;
}

Json sarifReplacement(const FixIt& One) {
  return {{"deletedRegion",
           {{"startLine", One.Begin.Line},
            {"startColumn", One.Begin.Character},
            {"endLine", One.End.Line},
            {"endColumn", One.End.Character}}},
          {"insertedContent", sarifMessage(One.Replacement)}};
}

/// All fix-its of a diagnostic together mend it.
Json sarifFix(const std::vector<FixIt>& FixIts) {
  Json Changes = Json::array();
  for (const FixIt& One : FixIts) {
    Json Artifact = sarifArtifact(One.Begin.File);
    const auto Same = std::ranges::find_if(
        Changes, [&](const Json& Change) { return Change["artifactLocation"] == Artifact; });
    if (Same != Changes.end())
      (*Same)["replacements"].push_back(sarifReplacement(One));
    else
      Changes.push_back({{"artifactLocation", std::move(Artifact)},
                         {"replacements", Json::array({sarifReplacement(One)})}});
  }
  return {{"artifactChanges", std::move(Changes)}};
}

Json sarifResult(const Diagnostic& One) {
  Json Result = {
      {"ruleId", One.Id}, {"level", wordFor(One.Level)}, {"message", sarifMessage(One.Message)}};
  if (One.Where)
    Result["locations"] = Json::array({sarifLocation(*One.Where)});
  for (const Note& Each : One.Notes)
    Result["relatedLocations"].push_back(sarifNote(Each));
  if (!One.FixIts.empty())
    Result["fixes"] = Json::array({sarifFix(One.FixIts)});
  return Result;
}

Json sarifDocument(const std::vector<Diagnostic>& Diagnostics) {
  Json Rules = Json::array();
  Json Results = Json::array();
  std::set<std::string_view> Known;
  for (const Diagnostic& One : Diagnostics) {
    if (Known.insert(One.Id).second)
      Rules.push_back({{"id", One.Id}});
    Results.push_back(sarifResult(One));
  }
  const Json Driver = {
      {"name", "async-trait-gen"}, {"version", ATG_VERSION}, {"rules", std::move(Rules)}};
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", Json::array({{{"tool", {{"driver", Driver}}},
                                 {"columnKind", "unicodeCodePoints"},
                                 {"results", std::move(Results)}}})}};
}

} // namespace

Diagnostic diagnosticOf(const Failure& Error) {
  return {.Where = Error.file().empty() ? std::nullopt : std::optional(Place{Error.file()}),
          .Id = std::string(Error.id()),
          .Message = Error.what(),
          .Text = std::string("async-trait-gen: error: ") + Error.what() + "\n"};
}

std::string reportText(const std::vector<Diagnostic>& Diagnostics, DiagnosticsFormat Format) {
  const std::vector<Diagnostic> Shown = eachOnce(Diagnostics);
  switch (Format) {
  case DiagnosticsFormat::Json:
    return documentText(jsonOf(Shown));
  case DiagnosticsFormat::Sarif:
    return documentText(sarifDocument(Shown));
  case DiagnosticsFormat::Text:
    break;
  }
  std::string Text;
  for (const Diagnostic& One : Shown)
    Text += One.Text;
  return Text;
}

} // namespace async_trait_gen
