#include "frontend/DiagnosticOutput.h"
#include "extraction/Messages.h"
#include "frontend/ClangCompat.h"

#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <utility>

namespace async_trait_gen {
namespace {

std::string messageOf(const clang::Diagnostic& Info) {
  llvm::SmallString<256> Message;
  Info.FormatDiagnostic(Message);
  return Message.str().str();
}

/// Clang's own errors have one id, since its names for them change.
std::string idOf(const clang::Diagnostic& Info) {
  constexpr std::string_view OfClang = "clang-diagnostic-error";
  if (Info.getID() < clang::diag::DIAG_UPPER_LIMIT)
    return std::string(OfClang);
  const llvm::StringRef Format = Info.getDiags()->getDiagnosticIDs()->getDescription(Info.getID());
  const std::string_view Own = stableIdOfFormat({Format.data(), Format.size()});
  return std::string(Own.empty() ? OfClang : Own);
}

/// Counts from 1, like columns.
unsigned characterIn(llvm::StringRef Line, unsigned Column) {
  const auto StartsCharacter = [](char Byte) {
    return (static_cast<unsigned char>(Byte) & 0xC0U) != 0x80U;
  };
  return 1 + static_cast<unsigned>(llvm::count_if(Line.take_front(Column - 1), StartsCharacter));
}

std::optional<Place> placeOf(clang::SourceLocation Where, const clang::SourceManager& Sources) {
  const clang::SourceLocation InFile = Sources.getFileLoc(Where);
  const clang::PresumedLoc Presumed = Sources.getPresumedLoc(InFile);
  if (Presumed.isInvalid())
    return std::nullopt;
  const auto [File, Offset] = Sources.getDecomposedLoc(InFile);
  const unsigned Column = Presumed.getColumn();
  const llvm::StringRef FromLine = Sources.getBufferData(File).substr(Offset + 1 - Column);
  return Place{Presumed.getFilename(), Presumed.getLine(), Column, characterIn(FromLine, Column)};
}

std::optional<Place> placeOf(const clang::Diagnostic& Info) {
  if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
    return std::nullopt;
  return placeOf(Info.getLocation(), Info.getSourceManager());
}

std::optional<FixIt> fixItOf(const clang::FixItHint& Hint, const clang::SourceManager& Sources,
                             const clang::LangOptions& Language) {
  const clang::SourceLocation First = Hint.RemoveRange.getBegin();
  const clang::SourceLocation Last = Hint.RemoveRange.getEnd();
  if (First.isInvalid() || First.isMacroID() || Last.isInvalid() || Last.isMacroID())
    return std::nullopt;
  const auto Begin = placeOf(First, Sources);
  const auto End = placeOf(Hint.RemoveRange.isTokenRange()
                               ? clang::Lexer::getLocForEndOfToken(Last, 0, Sources, Language)
                               : Last,
                           Sources);
  if (!Begin || !End)
    return std::nullopt;
  const std::string Moved =
      clang::Lexer::getSourceText(Hint.InsertFromRange, Sources, Language).str();
  return FixIt{*Begin, *End, Hint.InsertFromRange.isValid() ? Moved : Hint.CodeToInsert};
}

/// None unless all of them can be given: together they mend the mistake.
std::vector<FixIt> fixItsOf(const clang::Diagnostic& Info, const clang::LangOptions& Language) {
  std::vector<FixIt> Result;
  for (const clang::FixItHint& Hint : Info.getFixItHints()) {
    std::optional<FixIt> One = fixItOf(Hint, Info.getSourceManager(), Language);
    if (!One)
      return {};
    Result.push_back(std::move(*One));
  }
  return Result;
}

/// The trait header that stands beside the includer and becomes \p Generated, if there is one.
std::optional<std::string> traitHeaderOf(llvm::StringRef Generated, llvm::StringRef Includer,
                                         clang::FileManager& Files) {
  const llvm::StringRef Ending = llvm::sys::path::extension(Generated);
  const std::string Name = (Generated.drop_back(Ending.size()) + ".trait" + Ending).str();
  llvm::SmallString<128> Path(llvm::sys::path::parent_path(Includer));
  llvm::sys::path::append(Path, Name);
  const bool IsThere = !Ending.empty() && Files.getOptionalFileRef(Path);
  return IsThere ? std::optional(Name) : std::nullopt;
}

/// What Clang cannot know of a mistake: how a trait header has to name others.
std::optional<std::string> adviceOn(const clang::Diagnostic& Info, llvm::StringRef Message) {
  switch (Info.getID()) {
  case clang::diag::err_no_template:
  case clang::diag::err_no_template_suggest:
    if (Message.contains("'async'"))
      return "'async' is declared in <async_trait/trait.h>, which is to be included";
    return std::nullopt;
  case clang::diag::err_pp_file_not_found: {
    if (Info.getArgKind(0) != clang::DiagnosticsEngine::ak_std_string || !Info.hasSourceManager())
      return std::nullopt;
    const clang::SourceManager& Sources = Info.getSourceManager();
    const auto Includer = Sources.getFileEntryRefForID(Sources.getFileID(Info.getLocation()));
    const auto Trait = Includer ? traitHeaderOf(Info.getArgStdStr(0), Includer->getName(),
                                                Sources.getFileManager())
                                : std::nullopt;
    return Trait ? std::optional("it is generated from '" + *Trait + "'; include that instead")
                 : std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

bool tunesAnotherCompiler(llvm::StringRef Flag) {
  return Flag.starts_with("-f") || Flag.starts_with("-m");
}

bool isAboutTuning(const clang::Diagnostic& Info) {
  for (unsigned Index = 0; Index < Info.getNumArgs(); ++Index) {
    const auto Kind = Info.getArgKind(Index);
    if (Kind == clang::DiagnosticsEngine::ak_std_string &&
        tunesAnotherCompiler(Info.getArgStdStr(Index)))
      return true;
    if (Kind == clang::DiagnosticsEngine::ak_c_string &&
        tunesAnotherCompiler(Info.getArgCStr(Index)))
      return true;
  }
  return false;
}

void advise(Diagnostic& On, const std::string& Advice) {
  On.Notes.push_back({On.Where, Advice});
  if (On.Where)
    On.Text += On.Where->File + ":" + std::to_string(On.Where->Line) + ":" +
               std::to_string(On.Where->Column) + ": ";
  On.Text += "note: " + Advice + "\n";
}

} // namespace

DiagnosticCollector::DiagnosticCollector(clang::DiagnosticOptions& Style,
                                         std::vector<Diagnostic>& Target)
    : Stream(Printed), Printer(compat::makePrinter(Stream, Style)), Collected(Target) {
  Stream.enable_colors(Style.ShowColors);
}

void DiagnosticCollector::BeginSourceFile(const clang::LangOptions& TheLanguage,
                                          const clang::Preprocessor* Preprocessor) {
  Language = TheLanguage;
  Printer.BeginSourceFile(TheLanguage, Preprocessor);
}

void DiagnosticCollector::EndSourceFile() { Printer.EndSourceFile(); }

void DiagnosticCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                           const clang::Diagnostic& Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  const bool IsNote = Level == clang::DiagnosticsEngine::Note;
  if (!IsNote)
    KeepsNotes = Level >= clang::DiagnosticsEngine::Error;
  if (!KeepsNotes)
    return;
  if (IsNote)
    Collected.back().Notes.push_back({placeOf(Info), messageOf(Info)});
  else
    Collected.push_back({.Where = placeOf(Info),
                         .Id = idOf(Info),
                         .Message = messageOf(Info),
                         .FixIts = fixItsOf(Info, Language)});
  Printer.HandleDiagnostic(Level, Info);
  Collected.back().Text += std::exchange(Printed, {});
  if (const auto Advice = adviceOn(Info, Collected.back().Message); Advice && !IsNote)
    advise(Collected.back(), *Advice);
}

void FlagConsumer::HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                                    const clang::Diagnostic& Info) {
  if (Level < clang::DiagnosticsEngine::Error || isAboutTuning(Info))
    return;
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  Next.HandleDiagnostic(Level, Info);
}

} // namespace async_trait_gen
