#include "templates/TemplateData.h"
#include "templates/Trim.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace async_trait_gen {
namespace {

using Json = nlohmann::json;
using Data = kainjow::mustache::data;

/// The members whose value is one of a few words.
constexpr std::array<const char*, 3> WordMembers = {"kind", "receiver", "category"};

/// Which words there are, by member.
using Words = std::map<std::string, std::set<std::string>>;

void collectWords(const Json& Value, Words& Found) {
  if (Value.is_object())
    for (const char* Member : WordMembers)
      if (const auto Word = Value.find(Member); Word != Value.end())
        Found[Member].insert(Word->get<std::string>());
  if (Value.is_structured())
    for (const Json& Part : Value)
      collectWords(Part, Found);
}

std::string_view withoutFront(std::string_view Text, std::string_view Front) {
  return Text.starts_with(Front) ? Text.substr(Front.size()) : Text;
}

/// A line of a comment without what makes it one: `///`, `//!`, `/**`, `*`, `*/`.
std::string_view commentText(std::string_view Line) {
  Line = trimmed(Line);
  if (Line.ends_with("*/"))
    Line.remove_suffix(2);
  for (const std::string_view Front : {"///", "//!", "/**", "/*!", "*"})
    if (Line.starts_with(Front))
      return trimmed(withoutFront(Line, Front));
  return trimmed(Line);
}

/// The lines that say something, and those between them.
std::string docText(const Json& Lines) {
  std::string Result;
  for (const Json& Line : Lines)
    Result.append(commentText(Line.get_ref<const std::string&>())).append("\n");
  const std::size_t Begin = std::min(Result.find_first_not_of('\n'), Result.size());
  return Result.substr(Begin, Result.find_last_not_of('\n') + 1 - Begin);
}

Data textOrFalse(const std::string& Text) {
  if (Text.empty())
    return {false};
  return {Text};
}

class Conversion {
public:
  explicit Conversion(const Json& Document) { collectWords(Document, Known); }

  Data convert(const Json& Value) const {
    switch (Value.type()) {
    case Json::value_t::object:
      return Value.empty() ? Data(false) : object(Value);
    case Json::value_t::array:
      return list(Value);
    case Json::value_t::string:
      return textOrFalse(Value.get_ref<const std::string&>());
    case Json::value_t::boolean:
      return {Value.get<bool>()};
    case Json::value_t::null:
      return {false};
    default:
      return {Value.dump()};
    }
  }

private:
  Data object(const Json& Value) const {
    Data Result(Data::type::object);
    for (const auto& [Name, Member] : Value.items())
      Result[Name] = convert(Member);
    for (const auto& [Member, Possible] : Known)
      if (const auto Word = Value.find(Member); Word != Value.end())
        for (const std::string& One : Possible)
          Result[Member + "_" + One] = Data(*Word == One);
    if (const auto Doc = Value.find("doc"); Doc != Value.end())
      Result["doc_text"] = textOrFalse(docText(*Doc));
    return Result;
  }

  Data list(const Json& Value) const {
    Data Result(Data::type::list);
    for (std::size_t Index = 0; Index < Value.size(); ++Index) {
      Data Element = convert(Value[Index]);
      if (Element.is_object()) {
        Element["is_first"] = Data(Index == 0);
        Element["is_last"] = Data(Index + 1 == Value.size());
      }
      Result.push_back(Element);
    }
    return Result;
  }

  Words Known;
};

} // namespace

Data templateData(const std::string& Model) {
  const Json Document = Json::parse(Model);
  return Conversion(Document).convert(Document);
}

} // namespace async_trait_gen
