#include "static_interface.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class Echo {
public:
  using Reply = int;
  task<int> ask(int question) { co_return question; }
  static std::unique_ptr<int> create(int seed) { return std::make_unique<int>(seed); }
  static task<int> connect(std::string name) { co_return static_cast<int>(name.size()); }
  template <class T>
  task<T> ask_as(T question) {
    co_return question;
  }
  template <std::integral T, class U = T>
  T convert(U from) const {
    return static_cast<T>(from);
  }
  auto ask_fast(int question) const noexcept { return ready(question); }
  int count() const { return 3; }
  task<int> send(int value) { co_return value; }
  template <class... Args>
  task<int> send(Args&&...) {
    co_return static_cast<int>(sizeof...(Args));
  }
};

struct WithoutCreate : Echo {
  static void create(int) = delete;
};
struct WithoutFast : Echo {
  void ask_fast(int) const noexcept = delete;
};
struct Throwing : Echo {
  auto ask_fast(int question) const { return ready(question); }
};

using Dyn = demo::DynClient<int>;
static_assert(demo::Client<Echo, int>);
static_assert(demo::Client<Dyn, int>);
static_assert(demo::Client<demo::DynClientRef<int>>);
static_assert(!demo::Client<WithoutCreate>);
static_assert(!demo::Client<WithoutFast>);
static_assert(!demo::Client<Throwing>);
static_assert(std::same_as<demo::ClientTypes<Echo>::Connect, task<int>>);
static_assert(std::same_as<demo::ClientTypes<Echo>::AskFast, decltype(ready(1))>);
static_assert(std::same_as<demo::ClientTypes<Dyn>::Ask, Dyn::Ask>);

template <demo::Client T>
task<void> use_statically() {
  T client;
  CHECK(*T::create(5) == 5);
  CHECK(co_await T::connect("abc") == 3);
  CHECK(co_await client.template ask_as<long>(7) == 7);
  CHECK(client.template convert<int>(1.5) == 1);
  CHECK(co_await client.ask_fast(2) == 2);
  CHECK(client.count() == 3);
  CHECK(co_await client.send(1, 2, 3) == 3);
}

class Digits {
public:
  static int parse(const char* text) { return text[0] - '0'; }
  auto next() { return ready(1); }
};
static_assert(demo::Parser<Digits>);

struct Ruler {
  int count(int from) const { return from + 1; }
  int count() const { return 1; }
  static int limit(int from) { return from + 2; }
  auto limit() { return ready(2); }
};
static_assert(demo::Wide<Ruler> && demo::Wide<demo::DynWide> && demo::Wide<demo::DynWideRef>);
static_assert(demo::Narrow<demo::DynNarrow> && demo::Narrow<demo::DynWide>);

} // namespace

int main() {
  block_on(use_statically<Echo>());
  Dyn dyn = Echo();
  CHECK(block_on(dyn.ask(3)) == 3);
  CHECK(block_on(dyn.send(4)) == 4);
  CHECK(Digits::parse("4") == 4);
  demo::DynWide wide = Ruler();
  CHECK(wide.count() == 1 && block_on(wide.limit()) == 2);
  std::puts("ok");
}
