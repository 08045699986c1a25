#include "frontend/SuggestionParse.h"
#include "frontend/Invocation.h"
#include "suggestion/Suggestion.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"

namespace async_trait_gen {
namespace {

constexpr std::string_view NothingFound =
    "no class of a namespace here has a public virtual method whose result is a future: a "
    "specialisation of a class template that can be awaited or has a promise_type, such as "
    "'virtual task<int> read() = 0;'";

Diagnostic errorOf(const HeaderName& Name) {
  const std::string Message(NothingFound);
  return {.Where = Place{Name.ForUser},
          .Id = "nothing-to-suggest",
          .Message = Message,
          .Text = Name.ForUser + ": error: " + Message + "\n"};
}

Diagnostic warningOf(const Remark& One, const clang::SourceManager& Sources) {
  const clang::PresumedLoc Where = Sources.getPresumedLoc(Sources.getExpansionLoc(One.Where));
  const Place At{Where.getFilename(), Where.getLine(), Where.getColumn(), Where.getColumn()};
  return {.Where = At,
          .Id = "not-carried-over",
          .Message = One.Message,
          .Level = Severity::Warning,
          .Text = At.File + ":" + std::to_string(At.Line) + ":" + std::to_string(At.Column) +
                  ": warning: " + One.Message + "\n"};
}

class SuggestingConsumer : public clang::ASTConsumer {
public:
  SuggestingConsumer(const HeaderName& HeadersName, SuggestedHeader& Target)
      : Name(HeadersName), Result(Target) {}

  void HandleTranslationUnit(clang::ASTContext& Context) override {
    const clang::SourceManager& Sources = Context.getSourceManager();
    if (Context.getDiagnostics().hasErrorOccurred())
      return;
    std::optional<Suggestion> Found = suggestTraits(Context, Sources.getMainFileID());
    if (!Found) {
      Result.Diagnostics.push_back(errorOf(Name));
      return;
    }
    Result.Text = std::move(Found->Text);
    for (const Remark& One : Found->Remarks)
      Result.Diagnostics.push_back(warningOf(One, Sources));
  }

private:
  const HeaderName& Name;
  SuggestedHeader& Result;
};

class SuggestingAction : public clang::ASTFrontendAction {
public:
  SuggestingAction(const HeaderName& HeadersName, SuggestedHeader& Target)
      : Name(HeadersName), Result(Target) {}

  llvm::ArrayRef<std::string> dependencies() const { return Dependencies.getDependencies(); }

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    Dependencies.attachToPreprocessor(Clang.getPreprocessor());
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Clang,
                                                        llvm::StringRef) override {
    nameAsTheUserDid(Clang.getSourceManager(), Name);
    return std::make_unique<SuggestingConsumer>(Name, Result);
  }

private:
  const HeaderName& Name;
  SuggestedHeader& Result;
  AllDependencies Dependencies;
};

} // namespace

SuggestedHeader suggestFor(const HeaderName& Name, llvm::MemoryBufferRef Content,
                           const compat::FileSystemPtr& Files, const std::string& Directory,
                           const std::vector<std::string>& Flags, TextStyle Style) {
  std::vector<std::string> Arguments = Flags;
  Arguments.push_back(Name.ForClang);
  SuggestedHeader Result;
  const bool Survived = runGuarded([&] {
    const auto Invocation = makeInvocation(Arguments, Files, Style, Result.Diagnostics);
    if (!Invocation)
      return;
    SuggestingAction Action(Name, Result);
    runAction(Action, Invocation, Name.ForClang, Content, Files, Result.Diagnostics);
    Result.Dependencies = dependencyPaths(Action.dependencies(), Directory, Name);
  });
  if (!Survived)
    return {.Diagnostics = {crashOf(Name)}};
  return Result;
}

} // namespace async_trait_gen
