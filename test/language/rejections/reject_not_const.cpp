// expect: AsyncIter
// expect: object.size(unit)
// expect: const
#include "complete.h"

struct NotConst : Complete {
  async_trait::task<int> size(const std::string& unit);
};
static_assert(demo::AsyncIter<NotConst>);
