#include "extraction/Diagnostics.h"

namespace async_trait_gen {

unsigned diagnosticId(clang::DiagnosticsEngine& Engine, Message What) {
  const bool IsNote = What == Message::NotePrevious || What == Message::NoteInBody;
  const auto Level = IsNote ? clang::DiagnosticIDs::Note : clang::DiagnosticIDs::Error;
  const std::string_view Format = formatOf(What);
  return Engine.getDiagnosticIDs()->getCustomDiagID(Level,
                                                    llvm::StringRef(Format.data(), Format.size()));
}

} // namespace async_trait_gen
