#include "compile.h"

#include "frontend/Invocation.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Tooling/Tooling.h"

namespace async_trait_gen::fuzz {
namespace {

/// Parses, and writes the errors down.
class CheckAction : public clang::SyntaxOnlyAction {
public:
  explicit CheckAction(std::string& Errors)
      : Stream(Errors), Printer(compat::makePrinter(Stream, Options)) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& Compiler) override {
    Compiler.getDiagnostics().setClient(&Printer, /*ShouldOwnClient=*/false);
    Printer.BeginSourceFile(Compiler.getLangOpts(), &Compiler.getPreprocessor());
    return true;
  }

private:
  clang::DiagnosticOptions Options;
  llvm::raw_string_ostream Stream;
  clang::TextDiagnosticPrinter Printer;
};

/// Whether Clang got to the end.
bool check(const std::string& Code, const Files& Others, std::string& Errors) {
  return runGuarded([&] {
    clang::tooling::runToolOnCodeWithArgs(
        std::make_unique<CheckAction>(Errors), Code,
        {"-std=c++20", "-w", "-ferror-limit=5", "-I.", "-I", FUZZ_INCLUDE, "-isystem",
         RUNTIME_INCLUDE, "-resource-dir", RESOURCE_DIR},
        "check.cpp", "clang-tool", std::make_shared<clang::PCHContainerOperations>(),
        clang::tooling::FileContentMappings(Others.begin(), Others.end()));
  });
}

} // namespace

std::string compileErrors(const std::string& Code, const Files& Others) {
  std::string Errors;
  return check(Code, Others, Errors) ? Errors : std::string();
}

bool clangSurvives(const std::string& Text) {
  std::string Ignored;
  return check(Text, {}, Ignored);
}

} // namespace async_trait_gen::fuzz
