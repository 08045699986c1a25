#include "options/TemplateName.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view TemplateEnding = ".mustache";

} // namespace

std::optional<std::string> templateOutputEnding(const std::string& Path) {
  std::string Name = fs::path(Path).filename().string();
  if (!Name.ends_with(TemplateEnding))
    return std::nullopt;
  Name.resize(Name.size() - TemplateEnding.size());
  const std::size_t Dot = Name.find('.');
  if (Dot == std::string::npos)
    return std::nullopt;
  return Name.substr(Dot);
}

bool makesMarkup(const std::string& Path) {
  static constexpr std::array<std::string_view, 5> Endings = {".html", ".htm", ".xhtml", ".xml",
                                                              ".svg"};
  fs::path Output = Path;
  if (Output.extension() == TemplateEnding)
    Output.replace_extension();
  return std::ranges::count(Endings, Output.extension().string()) > 0;
}

} // namespace async_trait_gen
