#include "constness.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

struct Cell {
  using Item = int;
  task<int> get() const { co_return v; }
  int size() const { return 1; }
  void set(int n) { v = n; }
  int v = 3;
};
struct Foreign {
  int v = 4;
};
struct Five : demo::LimitedDefaults<Five> {
  static constexpr int limit = 5;
  using Item = int;
  int get() const { return 1; }
};

} // namespace

template <>
struct demo::ReadingImpl<Foreign> {
  using Item = int;
  static task<int> get(const Foreign& f) { co_return f.v; }
  static int size(const Foreign&) { return 2; }
};
template <>
struct demo::LimitedImpl<Foreign> {
  static constexpr int limit = 6;
  using Item = int;
  static int get(const Foreign& f) { return f.v; }
};

// A Ref is made of a const object only where every method is const; a copy can always be made.
static_assert(!std::is_constructible_v<demo::DynWritingRef<int>, const Cell&>);
static_assert(std::is_constructible_v<demo::DynWriting<int>, const Cell&>);
static_assert(demo::Reading<const Cell> && !demo::Writing<const Cell>);
static_assert(!std::is_constructible_v<demo::DynWritingRef<int>, const demo::DynWriting<int>&>);

int main() {
  const Cell x;
  demo::DynReadingRef<int> r = x;
  CHECK(block_on(r.get()) == 3);
  demo::DynReading<int> o = x;
  CHECK(block_on(o.get()) == 3 && o.target<Cell>());
  demo::DynWriting<int> w = x;
  w.set(8);
  CHECK(block_on(w.get()) == 8);
  demo::DynReadingShared<int> s = x;
  CHECK(s.size() == 1);
  const Foreign f;
  demo::DynReadingRef<int> fr = f;
  CHECK(block_on(fr.get()) == 4);
  demo::DynReading<int> fo = f;
  CHECK(block_on(fo.get()) == 4);
  const demo::DynReading<int> co = Cell();
  demo::DynReadingRef<int> cr = co;
  CHECK(cr.size() == 1);
  demo::DynReadingRef<int> cv(std::as_const(r));
  CHECK(cv.size() == 1);
  const Five k;
  demo::DynLimitedRef<int> kr = k;
  CHECK(kr.limit() == 5 && kr.twice() == 10);
  demo::DynLimitedRef<int> kf = f;
  CHECK(kf.limit() == 6 && kf.twice() == 12 && kf.get() == 4);
  auto made = demo::DynReading<int>::make<const Cell>();
  CHECK(made.size() == 1);
  auto from = demo::DynReading<int>::from(x);
  CHECK(from.size() == 1);
  std::puts("ok");
}
