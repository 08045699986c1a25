#include "results.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

int twice(int value) { return 2 * value; }

struct FixedLater {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  demo::Fixed await_resume() const { return demo::Fixed(6); }
};

class Ints {
public:
  using Item = int;

  task<void> nothing() { co_return; }
  auto default_nothing() { return ready(); }
  task<std::unique_ptr<int>> owned() { co_return std::make_unique<int>(value_); }
  task<int&> reference() { co_return value_; }
  task<const int&> constant() const { co_return value_; }
  task<int*> pointer() { co_return &value_; }
  task<int&&> taken() { co_return std::move(value_); }
  task<std::optional<std::tuple<int, int>>> combined() { co_return std::tuple(1, 2); }
  task<int (*)(int)> function() { co_return &twice; }
  task<int (&)[3]> array() { co_return values_; }
  task<std::variant<int, std::string>> either(bool first) {
    if (first)
      co_return 1;
    co_return "text";
  }
  task<bool> flag() const { co_return true; }
  FixedLater fixed() { return {}; }
  task<int> converted() { co_return 2; }

  int& now() { return value_; }
  int (*function_now())(int) { return &twice; }
  std::array<int, 2> trailing() const { return {1, 2}; }
  demo::Fixed fixed_now() const { return demo::Fixed(8); }

private:
  int value_ = 5;
  int values_[3] = {1, 2, 3};
};

static_assert(demo::Store<Ints, int>);
static_assert(demo::Store<demo::DynStore<int>, int>);

task<void> use(demo::Store<int> auto& store) {
  co_await store.nothing();
  co_await store.default_nothing();
  const std::unique_ptr<int> owned = co_await store.owned();
  CHECK(*owned == 5);
  int& reference = co_await store.reference();
  const int& constant = co_await store.constant();
  int* const pointer = co_await store.pointer();
  int&& taken = co_await store.taken();
  CHECK(&reference == &constant && &reference == pointer && &reference == &taken);
  CHECK(&reference == &store.now());
  const auto combined = co_await store.combined();
  CHECK(combined == std::tuple(1, 2));
  int (*const function)(int) = co_await store.function();
  CHECK(function(4) == 8);
  int (&array)[3] = co_await store.array();
  CHECK(array[2] == 3);
  const auto first = co_await store.either(true);
  CHECK(std::get<int>(first) == 1);
  const auto second = co_await store.either(false);
  CHECK(std::get<std::string>(second) == "text");
  CHECK(co_await store.flag());
  const demo::Fixed fixed = co_await store.fixed();
  CHECK(fixed.value == 6);
  CHECK(co_await store.converted() == 2.0);
  CHECK(store.function_now()(3) == 6);
  CHECK(store.trailing()[1] == 2);
  CHECK(store.fixed_now().value == 8);
}

} // namespace

int main() {
  Ints ints;
  block_on(use(ints));
  demo::DynStore<int> dyn = Ints();
  block_on(use(dyn));
  demo::DynStoreRef<int> ref = ints;
  block_on(use(ref));
  std::puts("ok");
}
