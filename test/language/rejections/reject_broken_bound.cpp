// expect: AsyncIter
// expect: movable
#include "complete.h"

struct Unbounded : Complete {
  struct Item {
    Item(const Item&) = delete;
  };
};
static_assert(demo::AsyncIter<Unbounded>);
