#include "references.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class Numbers {
public:
  using Error = char;
  using Item = int;
  static constexpr int limit = 3;
  auto close() && { return ready(std::optional('e')); }
  task<std::optional<int>> next() { co_return 7; }
  int size() const noexcept { return 1; }
  static int count() { return 2; }
};

struct Seven {
  task<int> count() const { co_return 7; }
};

struct Foreign {
  int value = 5;
};

} // namespace

template <>
struct demo::CounterImpl<Foreign> {
  static auto count(const Foreign& foreign) { return ready(foreign.value); }
};
template <>
struct demo::ClosingImpl<Foreign> {
  using Error = int;
  static auto close(Foreign&& foreign) { return ready(std::optional(foreign.value)); }
};

namespace {

static_assert(demo::Source<Numbers> && demo::Source<Numbers&> && demo::Source<Numbers&&, char>);
static_assert(demo::Source<Numbers&, char, int> && !demo::Source<Numbers&, char, long>);
static_assert(!demo::Source<const Numbers&> && !demo::Closing<const Numbers&>);
static_assert(demo::Counter<const Seven&> && demo::Counter<Seven&&>);
using Dyn = demo::DynSource<char, int>;
static_assert(demo::Source<Dyn&, char, int> && demo::Counter<const demo::DynCounter&>);

template <class T>
using Types = demo::SourceTypes<T>;
static_assert(std::same_as<Types<Numbers&>::Item, int> && std::same_as<Types<Dyn&&>::Error, char>);
static_assert(std::same_as<Types<Numbers&>::Next, task<std::optional<int>>>);
static_assert(std::same_as<Types<Dyn&>::Next, Dyn::Next>);
static_assert(std::same_as<demo::ClosingTypes<Foreign&>::Error, int>);

// Nor does a wrapped concept take what lacks something, or has the wrong type, for what it knows.
template <class T>
concept Wrapped = demo::Source<std::remove_cvref_t<T>>;
struct Uncounted : Numbers {
  static void count() = delete;
};
struct Untyped : Numbers {
  task<void*> next();
};
static_assert(Wrapped<Numbers&> && !Wrapped<Uncounted&> && !Wrapped<Untyped&>);
static_assert(!demo::Source<Uncounted&> && !demo::Source<Untyped&> && !demo::Source<int&>);

task<int> first(demo::Source auto&& source) {
  using Item = typename Types<decltype(source)>::Item;
  const std::optional<Item> item = co_await source.next();
  co_return *item + Types<decltype(source)>::limit(source) + source.size();
}
task<int> total(demo::Counter auto&& counter) { co_return co_await counter.count(); }

// What asks for more is the better match, for references too.
constexpr int rank(demo::Closing auto&&) { return 1; }
constexpr int rank(demo::Source auto&&) { return 2; }

} // namespace

int main() {
  Numbers numbers;
  Dyn dyn = Numbers();
  CHECK(block_on(first(numbers)) == 11);
  CHECK(block_on(first(dyn)) == 11);
  const Seven seven;
  CHECK(block_on(total(seven)) == 7);
  CHECK(rank(numbers) == 2 && rank(dyn) == 2 && rank(Numbers()) == 2);
  const auto copied = [](demo::Counter auto&& counter) { return demo::DynCounter(counter); };
  CHECK(block_on(copied(seven).count()) == 7);
  const Foreign foreign;
  CHECK(block_on(demo::as_counter(foreign).count()) == 5);
  std::puts("ok");
}
