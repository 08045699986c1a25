// Must not compile under -Werror with Clang. See refused.cmake.
#include "traits.h"

#include <async_trait/async_trait.h>

struct Numbers {
  async_trait::task<int> next() { co_return 1; }
};

test::DynSourceRef of_a_local() {
  Numbers numbers;
  return numbers;
}
