// What an implementer yields converts to what the trait says, without a warning in any header.
#include "conversions.h"

#include <async_trait/async_trait.h>

#include <cstddef>
#include <cstdio>

struct Small {
  static constexpr int max = 5;
  int size() const { return 3; }
  async_trait::task<int> wait(std::size_t count) { co_return static_cast<int>(count); }
};

int main() {
  demo::DynSized sized = Small();
  if (sized.size() == 3 && sized.max() == 5 && async_trait::block_on(sized.wait(7)) == 7)
    std::puts("ok");
}
