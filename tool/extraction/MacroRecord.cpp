#include "extraction/MacroRecord.h"

#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

namespace async_trait_gen {
namespace {

using namespace clang;

class Recorder : public PPCallbacks {
public:
  Recorder(MacroRecord& TheTarget, const SourceManager& TheSources)
      : Target(TheTarget), Sources(TheSources) {}

  void MacroDefined(const Token& Name, const MacroDirective*) override { add(Name); }

  void MacroUndefined(const Token& Name, const MacroDefinition& Ended,
                      const MacroDirective*) override {
    if (Ended)
      add(Name);
  }

  void MacroExpands(const Token& Name, const MacroDefinition&, SourceRange Range,
                    const MacroArgs*) override {
    const SourceLocation Where = Sources.getExpansionLoc(Range.getBegin());
    Target.Uses.insert(
        {Sources.getFileEntryForID(Sources.getFileID(Where)), Name.getIdentifierInfo()});
  }

private:
  void add(const Token& Name) {
    if (const FileEntry* File = Sources.getFileEntryForID(Sources.getFileID(Name.getLocation())))
      Target.Definers[Name.getIdentifierInfo()->getName()].insert(File);
  }

  MacroRecord& Target;
  const SourceManager& Sources;
};

} // namespace

void MacroRecord::watch(clang::Preprocessor& PP) {
  PP.addPPCallbacks(std::make_unique<Recorder>(*this, PP.getSourceManager()));
}

} // namespace async_trait_gen
