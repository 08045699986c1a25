// expect: AsyncIter
// expect: object.next()
// expect: std::optional<
#include "complete.h"

struct WrongResult : Complete {
  async_trait::task<std::string> next();
};
static_assert(demo::AsyncIter<WrongResult>);
