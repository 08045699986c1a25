// expect: AsyncIter
// expect: Item
#include "complete.h"

struct WithoutItem {
  async_trait::task<std::optional<int>> next();
};
static_assert(demo::AsyncIter<WithoutItem>);
