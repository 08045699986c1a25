#include "pipeline.h"
#include "compile.h"

#include "emission/Emission.h"
#include "frontend/FrontEnd.h"
#include "model/Json.h"
#include "output/DiagnosticReport.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

namespace async_trait_gen::fuzz {
namespace {

/// Where the header would be; nothing is there.
constexpr const char* Name = "case.trait.h";
/// To compile an output takes as long as to make some ten.
constexpr std::size_t SampleSize = 16;

[[noreturn]] void fail(const std::string& What, const std::string& Text) {
  std::cerr << "FINDING: " << What << "\n--- the trait header\n" << Text << "\n---" << std::endl;
  std::abort();
}

const FrontEnd& parser() {
  static const FrontEnd TheParser(
      findInstallation("/no/such/bin/tool", std::nullopt),
      FlagSource(std::nullopt, {"-std=c++20", "-I", FUZZ_INCLUDE}), ConfigSource(std::nullopt),
      TextStyle::Plain,
      {OutputKind::Header, OutputKind::Json, OutputKind::Mock, OutputKind::Decorator});
  return TheParser;
}

/// Everything that is said of a refusal.
void checkDiagnostics(const std::vector<Diagnostic>& Errors, const std::string& Text) {
  if (std::ranges::none_of(Errors, [](const Diagnostic& One) { return One.Where.has_value(); }))
    fail("a refusal without a place", Text);
  for (const Diagnostic& One : Errors) {
    if (One.Message.empty() || One.Id.empty() || One.Text.empty())
      fail("a diagnostic that says nothing", Text);
    if (One.Id == "clang-crash" && clangSurvives(Text))
      fail("a crash that is not Clang's own", Text);
  }
  if (reportText(Errors, DiagnosticsFormat::Text).empty())
    fail("a report that says nothing", Text);
  for (const DiagnosticsFormat Format : {DiagnosticsFormat::Json, DiagnosticsFormat::Sarif})
    if (!nlohmann::json::accept(reportText(Errors, Format)))
      fail("a report that is no JSON", Text);
}

/// What the header that others include becomes.
const std::string& baseHeader() {
  static const std::string Base = [] {
    const ParsedHeader Parsed = parser().parse(FUZZ_INCLUDE "/base.trait.h");
    return emitHeader(*Parsed.Model);
  }();
  return Base;
}

void checkCompiles(const std::string& Text, const Outputs& Made) {
  const std::string Errors = compileErrors(
      "#include \"case.decorator.h\"\n",
      {{"case.h", Made.Header}, {"case.decorator.h", Made.Decorator}, {"base.h", baseHeader()}});
  if (!Errors.empty() && compileErrors("#include \"case.trait.h\"\n", {{Name, Text}}).empty())
    fail("an output that does not compile:\n" + Errors + "--- the output\n" + Made.Header +
             Made.Decorator,
         Text);
}

void keep(const std::filesystem::path& Folder, const std::string& Text, const Outputs& Made) {
  std::filesystem::create_directories(Folder);
  std::ofstream(Folder / Name, std::ios::binary) << Text;
  std::ofstream(Folder / "case.h", std::ios::binary) << Made.Header;
  std::ofstream(Folder / "base.h", std::ios::binary) << baseHeader();
  std::ofstream(Folder / "case.mock.h", std::ios::binary) << Made.Mock;
  std::ofstream(Folder / "case.decorator.h", std::ios::binary) << Made.Decorator;
}

} // namespace

std::optional<Outputs> generate(const std::string& Text) {
  const ParsedHeader Parsed = parser().parseText(Name, Text);
  if (!Parsed.Model) {
    checkDiagnostics(Parsed.Diagnostics, Text);
    return std::nullopt;
  }
  if (!Parsed.Diagnostics.empty())
    fail("a model in spite of errors", Text);
  Outputs Made = {emitHeader(*Parsed.Model), emitMocks(*Parsed.Model),
                  emitDecorators(*Parsed.Model)};
  if ((Made.Header.empty() && !Text.empty()) || Made.Mock.empty() || Made.Decorator.empty())
    fail("an empty output", Text);
  if (Made.Header != emitHeader(*Parsed.Model))
    fail("two outputs of one model", Text);
  if (!nlohmann::json::accept(model::toJson(*Parsed.Model)))
    fail("a model that is no JSON", Text);
  return Made;
}

void checkSample(const std::string& Text, const std::optional<Outputs>& Made) {
  if (!Made)
    return;
  const std::size_t Hash = std::hash<std::string>()(Text);
  if (Hash % SampleSize == 0)
    checkCompiles(Text, *Made);
  static const char* const Root = std::getenv("ASYNC_TRAIT_FUZZ_KEEP");
  if (Root != nullptr)
    keep(std::filesystem::path(Root) / std::to_string(Hash), Text, *Made);
}

} // namespace async_trait_gen::fuzz
