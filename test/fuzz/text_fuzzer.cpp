// Trait headers as any text at all.

#include "pipeline.h"

#include <cstddef>
#include <cstdint>

using namespace async_trait_gen::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* Data, std::size_t Size) {
  const std::string Text(Data, Data + Size);
  checkSample(Text, generate(Text));
  return 0;
}
