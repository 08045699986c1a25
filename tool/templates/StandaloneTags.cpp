#include "templates/StandaloneTags.h"
#include "templates/Trim.h"

#include <algorithm>
#include <string_view>

namespace async_trait_gen {
namespace {

/// What no text has.
constexpr char Mark = '\0';

bool isStandalone(std::string_view Line) {
  constexpr std::string_view Kinds = "#^/!";
  return Line.starts_with("{{") && Line.size() > 2 &&
         Kinds.find(Line[2]) != std::string_view::npos && Line.find("}}") == Line.size() - 2;
}

} // namespace

std::string joinStandaloneTags(const std::string& Text) {
  if (Text.find("{{=") != std::string::npos)
    return Text;
  std::string Result;
  std::string_view Rest = Text;
  while (!Rest.empty()) {
    const std::string_view Line = Rest.substr(0, std::min(Rest.find('\n'), Rest.size() - 1) + 1);
    Rest.remove_prefix(Line.size());
    if (const std::string_view Tag = trimmed(Line); isStandalone(Tag))
      Result += Tag;
    else
      Result.append({Mark}).append(Line);
  }
  return Result;
}

std::string withoutLineMarks(std::string Output) {
  std::erase(Output, Mark);
  return Output;
}

} // namespace async_trait_gen
