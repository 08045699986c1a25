#include "templates/Template.h"
#include "options/Failure.h"
#include "options/TemplateName.h"
#include "templates/SectionDepth.h"
#include "templates/StandaloneTags.h"
#include "templates/TemplateData.h"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
namespace mustache = kainjow::mustache;

constexpr std::size_t MaxDepth = 500;

std::string contentOf(const std::string& Path) {
  std::error_code Ignored;
  std::ifstream Stream;
  if (!fs::is_directory(Path, Ignored))
    Stream.open(Path, std::ios::binary);
  if (!Stream.is_open())
    throw Failure(ExitCode::FileError, "cannot read the template '" + Path + "'").about(Path);
  return {std::istreambuf_iterator<char>(Stream), {}};
}

/// Line and column, from 1, of the byte at \p Offset.
std::string placeIn(std::string_view Content, std::size_t Offset) {
  const std::string_view Before = Content.substr(0, Offset);
  const auto Line = 1 + std::ranges::count(Before, '\n');
  const std::size_t Column = Before.size() - (Before.rfind('\n') + 1) + 1;
  return "line " + std::to_string(Line) + ", column " + std::to_string(Column);
}

/// The library's message, which ends in ` at OFFSET`, with a place that people use.
std::string messageWithPlace(std::string_view Message, std::string_view Content) {
  constexpr std::string_view At = " at ";
  const std::size_t Found = std::min(Message.rfind(At), Message.size());
  const std::string_view Digits = Message.substr(std::min(Found + At.size(), Message.size()));
  std::size_t Offset = 0;
  std::from_chars(Digits.data(), Digits.data() + Digits.size(), Offset);
  return placeIn(Content, Offset).append(": ").append(Message.substr(0, Found));
}

/// A header's text is no template, and no other files are read: partials are empty.
class WithoutPartials : public mustache::context<std::string> {
public:
  const mustache::data* get_partial(const std::string&) const override { return nullptr; }
};

std::string unchanged(const std::string& Text) { return Text; }

} // namespace

Template Template::read(const std::string& Path) { return Template(Path, contentOf(Path)); }

Template::Template(const std::string& Path, std::string Content)
    : Text(std::move(Content)), EscapesMarkup(makesMarkup(Path)) {
  const auto Refuse = [&](const std::string& Why) {
    throw Failure(ExitCode::BadUsage, "the template '" + Path + "' " + Why, "bad-template")
        .about(Path);
  };
  if (sectionDepth(Text) > MaxDepth)
    Refuse("has sections that are nested more than " + std::to_string(MaxDepth) + " deep");
  const mustache::mustache Parsed(Text);
  if (!Parsed.is_valid())
    Refuse("is wrong in " + messageWithPlace(Parsed.error_message(), Text));
}

std::string Template::render(const std::string& Model) const {
  // The library's own object changes while it renders.
  mustache::mustache Parsed(joinStandaloneTags(Text));
  if (!EscapesMarkup)
    Parsed.set_custom_escape(unchanged);
  const mustache::data Data = templateData(Model);
  WithoutPartials Context;
  Context.push(&Data);
  return withoutLineMarks(Parsed.render(Context));
}

} // namespace async_trait_gen
