// expect: AsyncIter
// expect: object.next()
#include "complete.h"

struct WithoutNext {
  using Item = int;
  static constexpr int limit = 1;
  async_trait::task<int> size(const std::string& unit) const;
  bool done() const noexcept;
};
static_assert(demo::AsyncIter<WithoutNext>);
