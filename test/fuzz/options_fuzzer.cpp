// Command lines: arguments that NUL or a line end separates.

#include "options/Failure.h"
#include "options/Options.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace async_trait_gen;

namespace {

void require(bool Promise) {
  if (!Promise)
    std::abort();
}

/// What whoever gets the options relies on.
void check(const Options& Parsed) {
  require(Parsed.Jobs > 0);
  require(std::set(Parsed.Emit.begin(), Parsed.Emit.end()).size() == Parsed.Emit.size());
  require(!Parsed.Emit.empty());
  const bool HasTemplate = std::ranges::count(Parsed.Emit, OutputKind::Template) > 0;
  require(HasTemplate == Parsed.Template.has_value());
  const bool Suggests = Parsed.What == Options::Action::Suggest;
  require(!Suggests || (Parsed.Headers.size() == 1 && Parsed.Output));
  const bool HasWork =
      Parsed.What == Options::Action::Generate || Parsed.What == Options::Action::Check;
  require(!HasWork || !Parsed.Headers.empty());
  for (const std::string& Header : Parsed.Headers)
    require(!Header.empty());
  for (const auto& Path : {Parsed.Output, Parsed.OutDir, Parsed.BaseDir, Parsed.Database,
                           Parsed.DepFile, Parsed.ResourceDir, Parsed.Config, Parsed.Template})
    require(!Path || !Path->empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* Data, std::size_t Size) {
  std::vector<std::string> Arguments(1);
  for (std::size_t Index = 0; Index < Size; ++Index)
    if (Data[Index] == 0 || Data[Index] == '\n')
      Arguments.emplace_back();
    else
      Arguments.back() += static_cast<char>(Data[Index]);
  std::vector<const char*> Pointers;
  for (const std::string& Argument : Arguments)
    Pointers.push_back(Argument.c_str());

  const DiagnosticsFormat Asked = requestedFormat(Pointers);
  try {
    const Options Parsed = parseOptions(Pointers);
    check(Parsed);
    require(Parsed.Format == Asked);
  } catch (const Failure& Error) {
    require(Error.code() == ExitCode::BadUsage && !std::string(Error.what()).empty());
  }
  return 0;
}
