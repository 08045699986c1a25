#include "templates/SectionDepth.h"
#include "templates/Trim.h"

#include <algorithm>

namespace async_trait_gen {

std::size_t sectionDepth(std::string_view Text) {
  std::string_view Open = "{{";
  std::string_view Close = "}}";
  std::size_t Depth = 0;
  std::size_t Deepest = 0;
  for (std::size_t At = Text.find(Open); At != std::string_view::npos; At = Text.find(Open, At)) {
    const std::size_t Begin = At + Open.size();
    const std::size_t End = Text.find(Close, Begin);
    if (End == std::string_view::npos)
      break;
    At = End + Close.size();
    std::string_view Tag = trimmed(Text.substr(Begin, End - Begin));
    if (Tag.starts_with('#') || Tag.starts_with('^')) {
      Deepest = std::max(Deepest, ++Depth);
    } else if (Tag.starts_with('/')) {
      Depth -= std::min<std::size_t>(Depth, 1);
    } else if (Tag.starts_with('=') && Tag.ends_with('=') && Tag.size() > 1) {
      Tag = trimmed(Tag.substr(1, Tag.size() - 2));
      const std::size_t Space = std::min(Tag.find(' '), Tag.size());
      Open = Tag.substr(0, Space);
      Close = trimmed(Tag.substr(Space));
      if (Open.empty() || Close.empty())
        break;
    }
  }
  return Deepest;
}

} // namespace async_trait_gen
