#include "frontend/CompileFlags.h"
#include "frontend/ClangCompat.h"
#include "options/Failure.h"

#include "clang/Basic/LangStandard.h"
#include "clang/Driver/Types.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

#include <algorithm>
#include <array>

namespace async_trait_gen {
namespace {

namespace opts = compat::options;
using llvm::opt::Arg;

bool matchesAny(const Arg& Given, llvm::ArrayRef<unsigned> Ids) {
  return llvm::any_of(Ids, [&](unsigned Id) { return Given.getOption().matches(Id); });
}

/// Inputs, and flags that Clang does not have.
bool isNoFlagOfClang(const Arg& Given) {
  return matchesAny(Given, {opts::OPT_UNKNOWN, opts::OPT_INPUT}) ||
         Given.getOption().getUnaliasedOption().hasFlag(opts::Unsupported);
}

/// Flags that choose what to do with the code, or write a file.
bool choosesOutput(const Arg& Given) {
  // `-Wp,-MD,file` is `-MD file` for the preprocessor.
  const bool IsPassedDependencyFlag = matchesAny(Given, {opts::OPT_Wp_COMMA}) &&
                                      llvm::StringRef(Given.getValue()).starts_with("-M");
  return IsPassedDependencyFlag ||
         matchesAny(Given,
                    {opts::OPT_Action_Group, opts::OPT_M_Group, opts::OPT_o, opts::OPT_C,
                     opts::OPT_CC, opts::OPT_traditional_cpp, opts::OPT_save_temps_EQ,
                     opts::OPT__serialize_diags, opts::OPT_ftime_trace, opts::OPT_ftime_trace_EQ,
                     opts::OPT_fmodule_output, opts::OPT_fmodule_output_EQ});
}

/// Flags with which a compiler tells what it is or does, instead of or besides
/// compiling. What it tells later is up to the invocation.
bool asksForInformation(const Arg& Given) {
  if (matchesAny(Given, {opts::OPT_v, opts::OPT__HASH_HASH_HASH, opts::OPT_autocomplete}))
    return true;
  const llvm::StringRef Name = Given.getOption().getUnaliasedOption().getName();
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"help", "version", "print-", "dump"},
                      [&](llvm::StringRef Start) { return Name.starts_with(Start); });
}

/// Flags for the machine code alone that Clang may refuse in another compiler's form.
bool tunesMachineCode(const Arg& Given) {
  return matchesAny(Given, {opts::OPT_DebugInfo_Group, opts::OPT_p, opts::OPT_mfpmath_EQ,
                            opts::OPT_mrecip, opts::OPT_mrecip_EQ});
}

/// Flags that load what another compiler, or another run, has made.
bool loadsBuildProducts(const Arg& Given) {
  return matchesAny(Given,
                    {opts::OPT_fplugin_EQ, opts::OPT_fplugin_arg, opts::OPT_fpass_plugin_EQ,
                     opts::OPT_include_pch, opts::OPT_resource_dir, opts::OPT_fprofile_use_EQ,
                     opts::OPT_fprofile_instr_use_EQ, opts::OPT_fprofile_sample_use_EQ});
}

/// The language is settled below, and so is a standard that is not C++'s.
bool choosesAnotherLanguage(const Arg& Given) {
  if (matchesAny(Given, {opts::OPT_x}))
    return true;
  if (!matchesAny(Given, {opts::OPT_std_EQ}))
    return false;
  const auto Kind = clang::LangStandard::getLangStandardForName(Given.getValue())
                        ? clang::LangStandard::getLangKind(Given.getValue())
                        : clang::LangStandard::lang_unspecified;
  return Kind != clang::LangStandard::lang_unspecified &&
         !clang::LangStandard::getLangStandardForKind(Kind).isCPlusPlus();
}

bool isObjectiveCxx(const llvm::opt::ArgList& Parsed) {
  const Arg* Language = Parsed.getLastArg(opts::OPT_x);
  if (!Language)
    return false;
  const auto Type = clang::driver::types::lookupTypeForTypeSpecifier(Language->getValue());
  return clang::driver::types::isObjC(Type) && clang::driver::types::isCXX(Type);
}

/// Removes `-Xclang -include-pch -Xclang FILE`, as CMake writes it.
void removePassedPrecompiledHeader(std::vector<std::string>& Flags) {
  static constexpr std::array<std::string_view, 3> Start = {"-Xclang", "-include-pch", "-Xclang"};
  const auto Found = std::ranges::search(Flags, Start).begin();
  if (std::distance(Found, Flags.end()) > static_cast<std::ptrdiff_t>(Start.size()))
    Flags.erase(Found, Found + Start.size() + 1);
}

/// What libraries define for GCC and, in releases that are still in use, not for a Clang that can
/// do the same. Asio 1.22, Debian's, is one: without it, it has no `asio::awaitable`.
constexpr std::array CoroutineSupport = {"-DASIO_HAS_CO_AWAIT=1", "-DBOOST_ASIO_HAS_CO_AWAIT=1"};

} // namespace

std::vector<std::string> headerFlags(const std::vector<std::string>& CommandLine,
                                     const Installation& Installed) {
  std::vector<const char*> Arguments;
  for (const std::string& Argument : llvm::drop_begin(CommandLine))
    Arguments.push_back(Argument.c_str());
  unsigned MissingIndex = 0;
  unsigned MissingCount = 0;
  const llvm::opt::InputArgList Parsed = compat::getDriverOptTable().ParseArgs(
      Arguments, MissingIndex, MissingCount, llvm::opt::Visibility(opts::ClangOption));
  if (MissingCount != 0)
    throw Failure(ExitCode::BadUsage, "the compiler flag '" + std::string(Arguments[MissingIndex]) +
                                          "' lacks its argument");

  std::vector<std::string> Flags = {CommandLine.front()};
  Flags.insert(Flags.end(), CoroutineSupport.begin(), CoroutineSupport.end());
  bool HasStandard = false;
  for (const Arg* Given : Parsed) {
    if (isNoFlagOfClang(*Given) || choosesOutput(*Given) || asksForInformation(*Given) ||
        tunesMachineCode(*Given) || loadsBuildProducts(*Given) || choosesAnotherLanguage(*Given))
      continue;
    HasStandard |= matchesAny(*Given, {opts::OPT_std_EQ});
    llvm::opt::ArgStringList Rendered;
    Given->render(Parsed, Rendered);
    Flags.insert(Flags.end(), Rendered.begin(), Rendered.end());
  }
  removePassedPrecompiledHeader(Flags);

  if (!HasStandard)
    Flags.emplace_back("-std=c++20");
  Flags.insert(Flags.end(), {"-w", "-resource-dir", Installed.ResourceDir});
  if (Installed.RuntimeInclude)
    Flags.insert(Flags.end(), {"-idirafter", *Installed.RuntimeInclude});
  Flags.insert(Flags.end(), {"-x", isObjectiveCxx(Parsed) ? "objective-c++-header" : "c++-header"});
  return Flags;
}

} // namespace async_trait_gen
