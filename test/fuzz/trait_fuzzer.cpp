// Traits: bytes choose what stands in a header (trait_grammar.h), and all of the generator reads
// it.

#include "pipeline.h"
#include "trait_grammar.h"

#include <cstdlib>
#include <iostream>

using namespace async_trait_gen::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* Data, std::size_t Size) {
  static const bool Prints = std::getenv("ASYNC_TRAIT_FUZZ_PRINT") != nullptr;
  const std::string Text = traitHeader(Data, Size);
  if (Prints)
    std::cout << Text;
  checkSample(Text, generate(Text));
  return 0;
}
