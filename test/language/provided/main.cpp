#include "provided.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <concepts>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class UpTo : public demo::NumbersDefaults<UpTo> {
public:
  using Item = int;
  explicit UpTo(int limit) : limit_(limit) {}
  task<std::optional<int>> next() {
    if (at_ == limit_)
      co_return std::nullopt;
    co_return ++at_;
  }

private:
  int at_ = 0;
  int limit_;
};

// Overrides some of it.
class Quick : public demo::NumbersDefaults<Quick> {
public:
  using Item = std::string;
  static constexpr int step = 1;
  auto next() { return ready(left_-- > 0 ? std::optional<std::string>("x") : std::nullopt); }
  task<std::size_t> count() { co_return static_cast<std::size_t>(std::exchange(left_, 0)); }
  int bonus() const noexcept { return 10; }
  static int version() { return 99; }

private:
  int left_ = 4;
};

// Brings all of it and derives from nothing.
struct Alone {
  using Item = char;
  static constexpr int step = 1;
  task<std::optional<char>> next() { co_return std::nullopt; }
  task<std::size_t> count() { co_return 0; }
  task<std::vector<char>> take(std::size_t = 0) { co_return std::vector<char>(); }
  task<std::optional<char>> first() { co_return 'a'; }
  task<void> skip(int) { co_return; }
  int priority() const noexcept { return 0; }
  int bonus() const noexcept { return 0; }
  demo::Order order() const { return demo::Order::up; }
  std::string describe(const std::string& = "") const { return "alone"; }
  static int version() { return 0; }
  task<std::size_t> drain() && { co_return 0; }
  int twice_priority() const { return 0; }
};

struct WithoutNext : demo::NumbersDefaults<WithoutNext> {
  using Item = int;
};

static_assert(demo::Numbers<UpTo, int>);
static_assert(demo::Numbers<Quick, std::string>);
static_assert(demo::Numbers<Alone, char>);
static_assert(!demo::Numbers<WithoutNext>);
static_assert(demo::Numbers<demo::DynNumbers<int>, int>);
static_assert(std::same_as<demo::NumbersTypes<UpTo>::Count, task<std::size_t>>);
static_assert(
    std::same_as<demo::NumbersTypes<Quick>::First, decltype(ready(std::optional<std::string>()))>);

template <demo::Numbers T>
task<void> use(T numbers) {
  const auto first = co_await numbers.first();
  CHECK(first.has_value());
  const auto items = co_await numbers.take();
  CHECK(items.size() == 2);
  CHECK(numbers.describe() == "n6-");
  CHECK(numbers.describe("p") == "p6-");
  co_await numbers.skip(1);
  CHECK(co_await numbers.count() == 5);
}

} // namespace

int main() {
  block_on(use(UpTo(10)));
  demo::DynNumbers<int> dyn = UpTo(10);
  CHECK(dyn.step() == 2);
  block_on(use(std::move(dyn)));

  UpTo three(3);
  int sum = 0;
  CHECK(block_on(three.for_each([&](int item) { sum += item; })) == 3);
  CHECK(sum == 6);
  CHECK(three.twice_priority() == 10);
  CHECK(UpTo::version() == 3);
  CHECK(Quick::version() == 99);
  CHECK(block_on(UpTo(4).drain()) == 4);

  demo::DynNumbers<std::string> quick = Quick();
  CHECK(quick.priority() == 2 + 10);
  CHECK(quick.describe() == "n13-");
  CHECK(block_on(quick.first()) == "x");
  CHECK(block_on(quick.take(1)).size() == 1);
  block_on(quick.skip(1));
  CHECK(block_on(std::move(quick).drain()) == 1);

  demo::DynNumbers<char> alone = Alone();
  CHECK(alone.describe() == "alone");
  std::puts("ok");
}
