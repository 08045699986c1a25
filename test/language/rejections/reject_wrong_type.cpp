// expect: AsyncIter
// expect: matches
#include "complete.h"

static_assert(demo::AsyncIter<Complete, long>);
