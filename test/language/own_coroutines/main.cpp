#include "own_coroutines.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;

namespace {

template <class R>
using lazy = own::lazy<R>;
template <class R>
using task = async_trait::task<R>;

template <template <class> class F>
struct Implementer {
  int base = 10;
  F<int> value(int a, std::string s) { co_return base + a + static_cast<int>(s.size()); }
  F<int> move_only(std::unique_ptr<int> p) { co_return *p; }
  F<int> lref(int& r) { co_return ++r; }
  F<int> cref(const std::string& r) const { co_return static_cast<int>(r.size()); }
  F<int> rref(std::string&& r) {
    std::string s = std::move(r);
    co_return static_cast<int>(s.size());
  }
  F<int> defaulted(int a, std::string s) const { co_return a + static_cast<int>(s.size()); }
  F<int> nothrow(int a) noexcept { co_return a; }
  F<int&> ref(int& r) { co_return r; }
  F<std::unique_ptr<int>> boxed(int v) { co_return std::make_unique<int>(v); }
  F<void> none() { co_return; }
  F<int> over(int a) { co_return a; }
  F<int> over(const std::string& a) { co_return static_cast<int>(a.size()); }
  F<int> finish(std::unique_ptr<int> p) && { co_return *p + base; }
  int sync(int x) const noexcept { return x; }
};

template <class I>
void use() {
  static_assert(demo::Service<I>);
  static_assert(demo::Service<demo::DynService>);
  demo::DynService d = I();
  CHECK(block_on(d.value(1, std::string(40, 'x'))) == 51);
  CHECK(block_on(d.move_only(std::make_unique<int>(4))) == 4);
  int n = 1;
  CHECK(block_on(d.lref(n)) == 2 && n == 2);
  const std::string text(50, 'y');
  CHECK(block_on(d.cref(text)) == 50);
  std::string gone(60, 'z');
  CHECK(block_on(d.rref(std::move(gone))) == 60 && gone.empty());
  CHECK(block_on(d.defaulted()) == 5 && block_on(d.defaulted(1)) == 3);
  CHECK(block_on(d.nothrow(6)) == 6);
  CHECK(&block_on(d.ref(n)) == &n);
  CHECK(*block_on(d.boxed(9)) == 9);
  block_on(d.none());
  CHECK(block_on(d.over(3)) == 3 && block_on(d.over(text)) == 50);
  CHECK(d.sync(2) == 2);
  {
    auto late = d.value(2, std::string(70, 'q'));
    CHECK(block_on(std::move(late)) == 82);
  }
  {
    auto dropped = d.move_only(std::make_unique<int>(1));
  }
  demo::DynServiceRef r = d;
  CHECK(block_on(r.cref(text)) == 50);
  demo::DynServiceShared s = I();
  CHECK(block_on(s.defaulted(2, "abcd")) == 6);
  {
    demo::DynService e = I();
    auto f = std::move(e).finish(std::make_unique<int>(5));
  }
  CHECK(block_on(std::move(d).finish(std::make_unique<int>(5))) == 15);
}

} // namespace

int main() {
  use<Implementer<lazy>>(); // passed through
  use<Implementer<task>>(); // wrapped
  std::puts("ok");
}
