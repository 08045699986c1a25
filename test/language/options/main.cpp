#include "allocations.h"
#include "options.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <type_traits>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

struct Ones {
  using Item = int;
  auto next() { return ready(std::optional<int>(1)); }
};
demo::AnyIterRef<int> ref_of(demo::AnyIter<int>& iter) { return iter; }
static_assert(demo::Iter<demo::AnyIterShared<int>, int>);
constinit const demo::AnyIterVtable<int>* const table = &demo::any_iter_vtable<Ones>;

struct Disc {
  using Point = int;
  task<int> center() const { co_return 1; }
  template <class T>
  T scale(T by) const {
    return by;
  }
  double radius() const { return 2.0; }
};
static_assert(demo::Shape<Disc, int> && demo::Circle<Disc, int>);
static_assert(demo::Circle<demo::DynCircle<int>, int>);

// As large as it says.
template <std::size_t Size>
struct Sized {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return bytes[Size - 1]; }
  std::array<char, Size> bytes{};
};
template <std::size_t Size>
struct Getter {
  Sized<Size> get() { return {}; }
  Sized<Size> get(int) { return {}; }
  Sized<Size> finish() && { return {}; }
};

template <class Dyn, class... Args>
task<int> count_allocations(Dyn& dyn, Args... args) {
  const int before = testing::allocations;
  CHECK(co_await dyn.get(args...) == 0);
  co_return testing::allocations - before;
}

template <class Dyn, class... Args>
int allocations_of(Dyn& dyn, Args... args) {
  return block_on(count_allocations(dyn, args...));
}

struct Lazy {
  using Reply = std::size_t;
  task<std::size_t> call(std::string request) const { co_return request.size(); }
  task<void> stop() && { co_return; }
  task<std::size_t> twice(std::string request) const { co_return 2 * request.size(); }
};
struct Ready : demo::ServiceDefaults<Ready> {
  using Reply = std::size_t;
  auto call(std::string request) const { return ready(request.size()); }
  auto stop() && { return ready(); }
};
using Service = demo::DynService<std::size_t>;
static_assert(std::is_same_v<Service::Call, task<std::size_t>>);
static_assert(std::is_same_v<decltype(std::declval<Service&>().twice("")), task<std::size_t>>);
static_assert(demo::Service<Service, std::size_t>);

} // namespace

struct Outsider : elsewhere::OutsideDefaults<Outsider> {
  auto inside() { return async_trait::ready(7); }
};

struct Uhr {
  int nummer() const { return 5; }
};

int main() {
  CHECK(demo::JedesGerät(Uhr()).nummer() == 5);
  demo::AnyIter<int> iter = Ones();
  CHECK(block_on(ref_of(iter).next()) == 1);
  CHECK(table->next_fn == (&demo::AnyIterVtable<int>::next_wrapper<Ones>));
  CHECK(block_on(Disc().center()) == 1);
  const demo::DynCircle<int> circle = Disc();
  CHECK(circle.radius() == 2.0);
  CHECK(block_on(circle.center()) == 1);

  demo::DynSmall small = Getter<40>();
  CHECK(allocations_of(small) == 0);
  demo::DynBoxed boxed = Getter<8>();
  CHECK(allocations_of(boxed, 1) == 1);
  demo::AnyRoomy roomy = Getter<200>();
  CHECK(allocations_of(roomy) == 0);
  demo::AnyRoomy large = Getter<300>();
  CHECK(allocations_of(large) == 1);
  CHECK(block_on(std::move(large).finish()) == 0);

  Service lazy = Lazy();
  CHECK(block_on(lazy.call("abc")) == 3);
  CHECK(block_on(lazy.twice("abc")) == 6);
  block_on(std::move(lazy).stop());
  CHECK(!lazy);
  Service wrapped = Ready();
  CHECK(block_on(wrapped.call("abcd")) == 4);
  CHECK(block_on(wrapped.twice("a longer text than fits into a small string")) == 86);
  block_on(std::move(wrapped).stop());
  elsewhere::DynOutside outside = Outsider();
  CHECK(block_on(outside.inside()) == 7 && block_on(outside.lazily()) == 8);
  std::puts("ok");
}
