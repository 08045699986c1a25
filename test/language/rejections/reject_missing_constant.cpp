// expect: AsyncIter
// expect: limit
#include "complete.h"

struct WithoutLimit {
  using Item = int;
  async_trait::task<std::optional<int>> next();
  async_trait::task<int> size(const std::string& unit) const;
  bool done() const noexcept;
};
static_assert(demo::AsyncIter<WithoutLimit>);
