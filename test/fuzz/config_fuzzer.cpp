// Configurations: any bytes as the content of a `.async-trait.json`.

#include "model/OptionText.h"
#include "options/Config.h"
#include "options/Failure.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace async_trait_gen;

namespace {

void require(bool Promise) {
  if (!Promise)
    std::abort();
}

/// Whether it can begin a name, or go on with one.
bool isPart(const std::string& Text, bool IsFirst) {
  const bool BeginsWithDigit = !Text.empty() && Text.front() >= '0' && Text.front() <= '9';
  return !Text.empty() && !(IsFirst && BeginsWithDigit) &&
         Text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
             std::string::npos;
}

/// What whoever gets the configuration relies on.
void check(const Config& Parsed) {
  const model::Naming& Names = Parsed.Names;
  for (const std::string& Prefix : {Names.DynPrefix, Names.MockPrefix})
    require(isPart(Prefix, /*IsFirst=*/true));
  for (const std::string& Suffix : {Names.RefSuffix, Names.SharedSuffix, Names.VtableSuffix,
                                    Names.ObjectSuffix, Names.TypesSuffix, Names.AliasesSuffix,
                                    Names.DefaultsSuffix, Names.ImplSuffix, Names.ViewSuffix})
    require(isPart(Suffix, /*IsFirst=*/false));
  require(Names.RefSuffix != Names.SharedSuffix && Names.RefSuffix != Names.VtableSuffix);
  require(!Parsed.Storage || model::isTypeName(*Parsed.Storage));
  require(!Parsed.Future || model::isTemplateName(*Parsed.Future));
  require(Parsed.File == "fuzz.json");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* Data, std::size_t Size) {
  try {
    check(parseConfig(std::string(Data, Data + Size), "fuzz.json"));
  } catch (const Failure& Error) {
    require(Error.code() == ExitCode::BadUsage && Error.file() == "fuzz.json");
  }
  return 0;
}
