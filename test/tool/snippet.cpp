#include "snippet.h"

#include "extraction/Attribute.h"
#include "extraction/Extraction.h"
#include "extraction/SourceRecord.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Tooling.h"

namespace async_trait_gen::test {
namespace {

class Collector : public clang::DiagnosticConsumer {
public:
  explicit Collector(Outcome& Target) : Result(Target) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic& Info) override {
    clang::DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error && Level != clang::DiagnosticsEngine::Note)
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Complaint It{0, 0, Text.str().str(), {}};
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const auto& Sources = Info.getSourceManager();
      It.Line = Sources.getExpansionLineNumber(Info.getLocation());
      It.Column = Sources.getExpansionColumnNumber(Info.getLocation());
      for (const clang::FixItHint& Hint : Info.getFixItHints())
        It.FixIts.push_back(
            Hint.CodeToInsert.empty()
                ? clang::Lexer::getSourceText(Hint.RemoveRange, Sources, clang::LangOptions()).str()
                : "+" + Hint.CodeToInsert);
    }
    auto& Target = Level == clang::DiagnosticsEngine::Note ? Result.Notes : Result.Errors;
    Target.push_back(std::move(It));
  }

private:
  Outcome& Result;
};

class ExtractAction : public clang::ASTFrontendAction {
public:
  explicit ExtractAction(Outcome& Target) : Result(Target), Diagnostics(Target) {}

protected:
  bool BeginInvocation(clang::CompilerInstance& Compiler) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = true;
    return true;
  }

  bool BeginSourceFileAction(clang::CompilerInstance& Compiler) override {
    Compiler.getDiagnostics().setClient(&Diagnostics, /*ShouldOwnClient=*/false);
    const clang::SourceManager& Sources = Compiler.getSourceManager();
    Record.watch(Compiler.getPreprocessor(), {Sources.getFileEntryForID(Sources.getMainFileID())});
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Compiler,
                                                        llvm::StringRef) override {
    struct Consumer : clang::ASTConsumer {
      Consumer(ExtractAction& Owner, clang::CompilerInstance& TheClang)
          : Action(Owner), Clang(TheClang) {}
      void HandleTranslationUnit(clang::ASTContext& Context) override {
        const ParsedUnit Unit(Context, Action.Record);
        Action.Result.Header = Extraction(Clang, Unit).read(Unit.sources().getMainFileID());
      }
      ExtractAction& Action;
      clang::CompilerInstance& Clang;
    };
    return std::make_unique<Consumer>(*this, Compiler);
  }

private:
  Outcome& Result;
  Collector Diagnostics;
  SourceRecord Record;
};

} // namespace

Outcome extractSnippet(const std::string& Code, const Files& Others) {
  registerTraitAttribute();
  Outcome Result;
  clang::tooling::FileContentMappings Mappings(Others.begin(), Others.end());
  clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<ExtractAction>(Result), Code,
      {"-xc++-header", "-std=c++20", "-w", "-I.", "-resource-dir", ATG_RESOURCE_DIR, "-isystem",
       ATG_RUNTIME_INCLUDE},
      "test.trait.h", "clang-tool", std::make_shared<clang::PCHContainerOperations>(), Mappings);
  return Result;
}

std::string show(const model::Text& Text) {
  std::string Result;
  const auto Marked = [](const char* Kind, const std::string& Spelling) {
    return std::string(Kind) + "(" + Spelling + ")";
  };
  for (const model::Piece& P : Text)
    switch (P.What) {
    case model::Piece::Kind::Verbatim:
      Result += P.Spelling;
      break;
    case model::Piece::Kind::AssociatedType:
      Result += Marked("type", P.Spelling);
      break;
    case model::Piece::Kind::Alias:
      Result += Marked("alias", P.Spelling);
      break;
    case model::Piece::Kind::Constant:
      Result += Marked("const", P.Spelling);
      break;
    case model::Piece::Kind::Parameter:
      Result += Marked("param", P.Spelling);
      break;
    case model::Piece::Kind::Outer:
    case model::Piece::Kind::Literal:
      Result += "<" + P.Qualifier + ">" + P.Spelling;
      break;
    case model::Piece::Kind::Self:
      Result += Marked("self", P.Spelling);
      break;
    case model::Piece::Kind::SelfCopy:
      Result += Marked("copy", P.Spelling);
      break;
    case model::Piece::Kind::StaticMember:
      Result += Marked("static", P.Spelling);
      break;
    case model::Piece::Kind::SelfMember:
      Result += Marked("member", P.Spelling);
      break;
    }
  return Result;
}

} // namespace async_trait_gen::test
