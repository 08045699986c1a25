#include "emission/LineEnds.h"

namespace async_trait_gen {

std::string withLineEnds(std::string_view Text, bool IsCrlf) {
  if (!IsCrlf)
    return std::string(Text);
  std::string Result;
  for (const char C : Text) {
    if (C == '\n' && (Result.empty() || Result.back() != '\r'))
      Result += '\r';
    Result += C;
  }
  return Result;
}

bool usesCrlf(const model::Header& Header) {
  for (const auto& Element : Header.Elements)
    if (const auto* Part = std::get_if<model::Verbatim>(&Element))
      if (const std::size_t End = Part->Text.find('\n'); End != std::string::npos)
        return End > 0 && Part->Text[End - 1] == '\r';
  return false;
}

} // namespace async_trait_gen
