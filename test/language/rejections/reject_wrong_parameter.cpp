// expect: AsyncIter
// expect: object.size(unit)
#include "complete.h"

struct WrongParameter : Complete {
  async_trait::task<int> size(std::string& unit) const;
};
static_assert(demo::AsyncIter<WrongParameter>);
