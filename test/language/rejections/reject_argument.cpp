// expect: AsyncIter
// expect: object.next()
#include "complete.h"

struct WithoutNext {
  using Item = int;
  static constexpr int limit = 1;
  async_trait::task<int> size(const std::string& unit) const;
  bool done() const noexcept;
};
void use(demo::AsyncIter auto& iter);
void call(WithoutNext& it) { use(it); }
