#include "emission/Format.h"

#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"

namespace async_trait_gen {
namespace {

clang::format::FormatStyle outputStyle() {
  clang::format::FormatStyle Style =
      clang::format::getGoogleStyle(clang::format::FormatStyle::LanguageKind::LK_Cpp);
  // Two less than Layout.h has: these are members of a class.
  Style.ColumnLimit = 98;
  Style.DerivePointerAlignment = false;
  Style.AllowShortFunctionsOnASingleLine = clang::format::FormatStyle::SFS_All;
  Style.RequiresClausePosition = clang::format::FormatStyle::RCPS_OwnLine;
  // The comments are the user's, and their words stay in their lines.
  Style.ReflowComments = decltype(Style.ReflowComments)();
  Style.SortUsingDeclarations = clang::format::FormatStyle::SUD_Never;
  // There is none in a function, and looking for them takes a third of the time.
  Style.FixNamespaceComments = false;
  return Style;
}

/// The lines of a block comment stay under its first, which the formatter has moved
/// alone: it leaves the inside of comments as it is.
std::string withBlockCommentsInPlace(llvm::StringRef Code) {
  std::string Result;
  llvm::StringRef Indentation;
  bool IsInside = false;
  while (!Code.empty()) {
    const auto [Line, Rest] = Code.split('\n');
    const llvm::StringRef Text = Line.ltrim(' ');
    if (IsInside)
      Result += Indentation;
    else
      Indentation = Line.drop_back(Text.size());
    IsInside = (IsInside || Text.starts_with("/*")) && !Text.contains("*/");
    Result += Line;
    Result += '\n';
    Code = Rest;
  }
  return Result;
}

} // namespace

std::string format(std::string_view Code) {
  const llvm::StringRef Text(Code.data(), Code.size());
  const clang::tooling::Range Everything(0, static_cast<unsigned>(Text.size()));
  const auto Changes = clang::format::reformat(outputStyle(), Text, Everything, "generated.h");
  llvm::Expected<std::string> Formatted = clang::tooling::applyAllReplacements(Text, Changes);
  if (Formatted)
    return withBlockCommentsInPlace(*Formatted);
  llvm::consumeError(Formatted.takeError());
  return std::string(Code);
}

} // namespace async_trait_gen
