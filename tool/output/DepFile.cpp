#include "output/DepFile.h"

#include <set>
#include <string_view>

namespace async_trait_gen {
namespace {

std::string escaped(std::string_view Path) {
  std::string Result;
  std::size_t Backslashes = 0;
  for (const char Character : Path) {
    switch (Character) {
    case ' ':
    case '\t':
      // Backslashes are special only in front of a blank: there each counts
      // double.
      Result.append(Backslashes, '\\');
      [[fallthrough]];
    case '#':
    case ':':
      Result += '\\';
      break;
    case '$':
      Result += '$';
      break;
    default:
      break;
    }
    Backslashes = Character == '\\' ? Backslashes + 1 : 0;
    Result += Character;
  }
  return Result;
}

std::vector<std::string> escapedOnce(const std::vector<std::string>& Paths) {
  std::vector<std::string> Result;
  std::set<std::string_view> Seen;
  for (const std::string& Path : Paths)
    if (Seen.insert(Path).second)
      Result.push_back(escaped(Path));
  return Result;
}

} // namespace

std::string depFileText(const std::vector<std::string>& Targets,
                        const std::vector<std::string>& Prerequisites) {
  std::string Text;
  for (const std::string& Target : escapedOnce(Targets))
    Text += (Text.empty() ? "" : " ") + Target;
  Text += ':';
  for (const std::string& Prerequisite : escapedOnce(Prerequisites))
    Text += " \\\n  " + Prerequisite;
  Text += '\n';
  return Text;
}

} // namespace async_trait_gen
