// expect: AsyncIter
// expect: object.done()
// expect: noexcept
#include "complete.h"

struct MayThrow : Complete {
  bool done() const;
};
static_assert(demo::AsyncIter<MayThrow>);
