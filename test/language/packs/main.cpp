#include "packs.decorator.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

template <class Base, class... Ts>
struct Implementer : Base {
  task<std::tuple<Ts...>> all() { co_return std::tuple<Ts...>(); }
  std::array<int, sizeof...(Ts)> sizes() const { return {int(sizeof(Ts))...}; }
  task<void> put(Ts...) { co_return; }
  void refs(const Ts&...) noexcept {}
  int nested(std::tuple<std::pair<Ts, int>...>) { return 7; }
  int both(std::tuple<std::tuple<Ts, std::tuple<Ts...>>...>) { return 8; }
  void callback(const std::function<void(Ts&&...)>& f) { f(Ts()...); }
  bool check() const noexcept { return true; }
  int functions(int (*... f)(Ts)) { return (0 + ... + (f == nullptr ? 9 : 0)) > 0 ? 9 : 0; }
  auto functions_later(int (*... f)(Ts)) { return async_trait::ready(functions(f...)); }
  task<int> more() { co_return 1; }
  int last() { return 2; }
};
struct ForD : Implementer<demo::DDefaults<ForD>, int, char> {};
struct ForE : Implementer<demo::EDefaults<ForE>> {};
struct ForB : Implementer<demo::BDefaults<ForB, long, char>, int, long, char> {};
struct ForB0 : Implementer<demo::BDefaults<ForB0>, int> {};
struct ForC : Implementer<demo::CDefaults<ForC, long>, std::pair<long, int>, char> {};
struct ForF : Implementer<demo::FDefaults<ForF, char>, int, char, long> {};

} // namespace

int main() {
  demo::DynB<long, char> b = ForB();
  block_on(b.put(1, 2L, 'c'));
  b.refs(1, 2L, 'c');
  CHECK(b.sum(1, 2, 'c') == 112);
  demo::DynB<> b0 = ForB0();
  block_on(b0.put(1));
  demo::DynC<long> c = ForC();
  CHECK(c.sizes()[1] == 1);
  demo::DynA<std::pair<long, int>, char> pairs = std::move(c);
  CHECK(pairs.sizes()[1] == 1);
  demo::DynD d = ForD();
  CHECK(d.nested({}) == 7 && d.both({}) == 8);
  int calls = 0;
  d.callback([&](int&&, char&&) { ++calls; });
  CHECK(calls == 1 && d.functions(nullptr, nullptr) == 9);
  CHECK(async_trait::block_on(d.functions_later(nullptr, nullptr)) == 9);
  demo::DynE e = ForE();
  block_on(e.put());
  CHECK(e.sizes().empty() && e.sum() == 100);
  demo::DynF<char> f = ForF();
  CHECK(f.last() == 2 && block_on(f.more()) == 1);
  demo::DynG g = ForF();
  CHECK(g.sum(1, 'c', 3L) == 112);
  demo::DynF<char> plain = std::move(g);
  CHECK(plain.last() == 2);
  demo::DynA<int, char, long> all = std::move(f);
  block_on(all.all());
  CHECK(d.length(1, 'c') == 2 && e.length() == 0);
  CHECK(ForB0().both_packs(1, 'c', 'd') == 5);
  static_assert(noexcept(d.check()) && demo::B<demo::DynB<char>, char>);
  std::puts("ok");
}
