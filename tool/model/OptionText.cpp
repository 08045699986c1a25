#include "model/OptionText.h"

#include <algorithm>
#include <array>

namespace async_trait_gen::model {
namespace {

constexpr std::string_view Blanks = " \t";
constexpr std::string_view Opening = "<([{";
constexpr std::string_view Closing = ">)]}";

bool beginsIdentifier(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || C == '_';
}

bool continuesIdentifier(char C) { return beginsIdentifier(C) || (C >= '0' && C <= '9'); }

/// Walks over a name once.
class NameReader {
public:
  explicit NameReader(std::string_view Text) : Rest(Text) { skipBlanks(); }

  bool atEnd() const { return Rest.empty(); }

  bool skip(std::string_view Token) {
    if (!Rest.starts_with(Token))
      return false;
    Rest.remove_prefix(Token.size());
    skipBlanks();
    return true;
  }

  std::string_view identifier() {
    const auto End = std::ranges::find_if_not(Rest, continuesIdentifier);
    const std::string_view Result = Rest.substr(0, static_cast<std::size_t>(End - Rest.begin()));
    if (Result.empty() || !beginsIdentifier(Result.front()))
      return {};
    skip(Result);
    return Result;
  }

  /// Skips what is in angle brackets. In others a `<` may compare.
  bool skipArguments() {
    std::string Open;
    for (std::size_t I = 0; I < Rest.size() && Rest[I] != ';'; ++I) {
      const char C = Rest[I];
      const bool IsAngle = Open.empty() || Open.back() == '<';
      const std::size_t Closed = Closing.find(C);
      if ((C == '<' && IsAngle) || C == '(' || C == '[' || C == '{')
        Open += C;
      else if (Closed != std::string_view::npos && Open.ends_with(Opening[Closed]))
        Open.pop_back();
      else if (Closed != std::string_view::npos && C != '>')
        return false;
      if (Open.empty())
        return I > 0 && skip(Rest.substr(0, I + 1));
    }
    return false;
  }

private:
  void skipBlanks() { Rest.remove_prefix(std::min(Rest.find_first_not_of(Blanks), Rest.size())); }

  std::string_view Rest;
};

/// The last part of the name that \p Text is: `b<c>` of `a::b<c>`. Empty where it
/// is none.
std::string_view lastPart(std::string_view Text) {
  NameReader Reader(Text);
  Reader.skip("typename ");
  Reader.skip("::");
  while (true) {
    Reader.skip("template ");
    const std::string_view Name = Reader.identifier();
    if (Name.empty())
      return {};
    if (Reader.atEnd())
      return Name;
    if (Reader.skip("::"))
      continue;
    if (!Reader.skipArguments())
      return {};
    if (Reader.atEnd())
      return Text.substr(static_cast<std::size_t>(Name.data() - Text.data()));
    if (!Reader.skip("::"))
      return {};
  }
}

} // namespace

bool isTypeName(std::string_view Text) { return !lastPart(Text).empty(); }

bool isTemplateName(std::string_view Text) {
  const std::string_view Last = lastPart(Text);
  return !Last.empty() && std::ranges::all_of(Last, continuesIdentifier);
}

std::string qualifiedPolicy(const std::string& Policy) {
  constexpr std::array<std::string_view, 3> Known = {"heap", "inplace", "inplace_only"};
  NameReader Reader(Policy);
  const bool IsOurs = std::ranges::count(Known, Reader.identifier()) > 0 &&
                      (Reader.atEnd() || Reader.skipArguments());
  return (IsOurs ? "::async_trait::storage::" : "") + Policy;
}

bool isOfRuntime(std::string_view Name) {
  return Name.starts_with("::async_trait::") || Name.starts_with("async_trait::");
}

} // namespace async_trait_gen::model
