#include "frontend/SingleParse.h"
#include "extraction/Extraction.h"
#include "extraction/SourceRecord.h"
#include "frontend/Configuration.h"
#include "frontend/Invocation.h"
#include "frontend/Preamble.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/StringSet.h"

namespace async_trait_gen {
namespace {

/// Lets extraction read the AST once it is complete.
class ExtractingConsumer : public clang::ASTConsumer {
public:
  ExtractingConsumer(clang::CompilerInstance& TheClang, const SourceRecord& Seen,
                     HeaderConfigs& TheConfigs, const std::vector<OutputKind>& TheOutputs,
                     std::optional<model::Header>& Target)
      : Clang(TheClang), Record(Seen), Configs(TheConfigs), Outputs(TheOutputs), Result(Target) {}

  void HandleTranslationUnit(clang::ASTContext& Context) override {
    const ParsedUnit Unit(Context, Record);
    const clang::FileID Header = Unit.sources().getMainFileID();
    Result = Extraction(Clang, Unit).read(Header);
    if (Result)
      configure(
          *Result, Unit, Header, [this](llvm::StringRef File) { return Configs.configFor(File); },
          Outputs);
  }

private:
  clang::CompilerInstance& Clang;
  const SourceRecord& Record;
  HeaderConfigs& Configs;
  const std::vector<OutputKind>& Outputs;
  std::optional<model::Header>& Result;
};

/// One parse, watched from its first token.
class ExtractingAction : public clang::ASTFrontendAction {
public:
  ExtractingAction(const HeaderName& HeadersName, HeaderConfigs& TheConfigs,
                   const std::vector<OutputKind>& TheOutputs, const Preamble& Precompiled)
      : Name(HeadersName), Configs(TheConfigs), Outputs(TheOutputs), Start(Precompiled) {}

  std::optional<model::Header> takeModel() { return std::move(Model); }

  /// The main file, then in the order in which they were opened first, then or for the
  /// preamble.
  std::vector<std::string> dependencies() const {
    const llvm::ArrayRef<std::string> Seen = Dependencies.getDependencies();
    std::vector<std::string> All;
    llvm::StringSet<> Known;
    for (const llvm::ArrayRef<std::string> Part :
         {Seen.take_front(1), llvm::ArrayRef(Start.Opened), Seen.drop_front(1)})
      for (const std::string& One : Part)
        if (Known.insert(One).second)
          All.push_back(One);
    return All;
  }

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Clang) override {
    Dependencies.attachToPreprocessor(Clang.getPreprocessor());
    const clang::SourceManager& Sources = Clang.getSourceManager();
    Record.watch(Clang.getPreprocessor(), {Sources.getFileEntryForID(Sources.getMainFileID())});
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& Clang,
                                                        llvm::StringRef) override {
    nameAsTheUserDid(Clang.getSourceManager(), Name);
    addPreamble(Clang.getFileManager());
    return std::make_unique<ExtractingConsumer>(Clang, Record, Configs, Outputs, Model);
  }

private:
  void addPreamble(clang::FileManager& Files) {
    for (const auto& [From, To] : Start.Inclusions)
      if (const auto Includer = Files.getOptionalFileRef(From),
          Included = Files.getOptionalFileRef(To);
          Includer && Included)
        Record.Includes.addUnseen(Includer->getFileEntry(), Included->getFileEntry());
  }

  const HeaderName& Name;
  HeaderConfigs& Configs;
  const std::vector<OutputKind>& Outputs;
  const Preamble& Start;
  SourceRecord Record;
  AllDependencies Dependencies;
  std::optional<model::Header> Model;
};

} // namespace

ParsedHeader parseAlone(const HeaderName& Name, llvm::MemoryBufferRef Content,
                        HeaderConfigs& Configs, const compat::FileSystemPtr& Files,
                        const std::string& Directory, const std::vector<std::string>& Flags,
                        TextStyle Style, const std::vector<OutputKind>& Outputs,
                        const std::optional<std::string>& Cache) {
  std::vector<std::string> Arguments = Flags;
  Arguments.push_back(Name.ForClang);
  // Whether Clang survives it. What comes out with a preamble counts only where there is a model:
  // what a header has to say for itself it says in a parse of its own.
  const auto Parse = [&](const std::optional<std::string>& Preambles, ParsedHeader& Result) {
    return runGuarded([&] {
      const auto Invocation = makeInvocation(Arguments, Files, Style, Result.Diagnostics);
      if (!Invocation)
        return;
      Preamble Precompiled;
      if (Preambles) {
        std::optional<Preamble> Found =
            preambleFor(Content.getBuffer(), *Invocation, Files, *Preambles);
        if (!Found)
          return;
        Precompiled = std::move(*Found);
        Invocation->getPreprocessorOpts().ImplicitPCHInclude = Precompiled.File;
      }
      ExtractingAction Action(Name, Configs, Outputs, Precompiled);
      const bool IsGood =
          runAction(Action, Invocation, Name.ForClang, Content, Files, Result.Diagnostics);
      std::optional<model::Header> Model = Action.takeModel();
      if (!Model || !IsGood)
        return;
      Result.Model = std::move(Model);
      Result.Dependencies = dependencyPaths(Action.dependencies(), Directory, Name);
    });
  };
  if (ParsedHeader Result; Cache && Parse(Cache, Result) && Result.Model)
    return Result;
  ParsedHeader Result;
  if (!Parse(std::nullopt, Result)) {
    Result.Model.reset();
    Result.Diagnostics.push_back(crashOf(Name));
  }
  return Result;
}

} // namespace async_trait_gen
