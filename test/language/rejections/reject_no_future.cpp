// expect: AsyncIter
// expect: object.next()
// expect: future
#include "complete.h"

struct NoFuture : Complete {
  int next();
};
static_assert(demo::AsyncIter<NoFuture>);
