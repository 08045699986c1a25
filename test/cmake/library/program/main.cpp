#include "traits/reader.h"

#include <async_trait/async_trait.h>

const char* greeting();

struct Three {
  async_trait::task<int> count() { co_return 3; }
};
static_assert(traits::Counter<Three>);

int main() {
  traits::DynCounter counter = Three();
  return async_trait::block_on(counter.count()) == 3 && *greeting() != 0 ? 0 : 1;
}
