// Must not compile: 16 bytes in place, and a future of more than 1000. See refused.cmake.
#include "traits.h"

test::DynTightSource too_large() {
  return test::source([] { return test::number_now<1000>(1); });
}
