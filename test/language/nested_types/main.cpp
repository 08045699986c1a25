#include "nested_types.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

struct Thing {
  int value = 1;
  int add(int more) const { return value + more; }
};

template <class Base>
struct Listing : Base {
  using Item = Thing;
  std::vector<Thing> things{3};
  task<void> erase(std::size_t n) {
    things.resize(n);
    co_return;
  }
  Thing first() const { return {}; }
  task<Thing> next() { co_return Thing{2}; }
  std::optional<Thing> maybe() const { return Thing{3}; }
  std::optional<int> key() const { return 4; }
  Thing* box(Thing& in) { return &in; }
  std::vector<Thing>::const_iterator find(std::vector<Thing>::const_iterator from) const {
    return from;
  }
  Thing any() { return {5}; }
  int apply(const std::function<Thing(std::size_t)>& to, const std::vector<std::size_t>& with) {
    return to(with.size()).value;
  }
  Thing at() const { return {6}; }
  int size(std::pair<int, std::size_t> of) { return of.first; }
  int plain(std::size_t n, std::size_t m) const { return static_cast<int>(n + m); }
  int call(int (Thing::*method)(int) const, int (Thing::*direct)(int) const, int Thing::* member) {
    const Thing thing;
    return (thing.*method)(1) + (thing.*direct)(2) + thing.*member;
  }
};
struct ForList : Listing<demo::ListDefaults<ForList>> {};
struct ForGeneric : Listing<demo::GenericDefaults<ForGeneric, char, demo::Box>> {
  std::size_t more(std::size_t n) { return n + 1; }
  task<char> of(const char& k) { co_return k; }
};
struct Calls : demo::CallingMoreDefaults<Calls> {
  task<demo::Json> fetch() const { co_return demo::Json(); }
  demo::Json now() const { return {}; }
};

void use(demo::List<Thing> auto& list) {
  block_on(list.erase(2));
  CHECK(list.first().value == 1 && block_on(list.next()).value == 2);
  CHECK(list.maybe()->value == 3 && list.key() == 4 && list.any().value == 5);
  Thing thing;
  CHECK(list.box(thing) == &thing && list.at().value == 6 && list.size({7, 8}) == 7);
  const std::vector<Thing> things(1);
  CHECK(list.find(things.begin()) == things.begin() && list.plain(1, 2) == 3);
  CHECK(list.apply([](std::size_t n) { return Thing{static_cast<int>(n)}; }, {1, 2}) == 2);
  CHECK(list.call(&Thing::add, &Thing::add, &Thing::value) == 6);
  CHECK(block_on(list.count()) == 3 && list.caught() == 2);
  CHECK(list.declared() == 13 && list.pointed() == 1);
}

} // namespace

int main() {
  ForList list;
  use(list);
  demo::DynList<Thing> dyn = ForList();
  use(dyn);
  CHECK(dyn.limit() == 3);
  demo::DynGeneric<char, demo::Box, Thing> generic = ForGeneric();
  use(generic);
  CHECK(generic.more(1) == 2 && block_on(generic.of('x')) == 'x');
  const demo::DynCallingMore calls = Calls();
  CHECK(calls.two() == 2 && calls.three() == 3 && calls.six() == 6 && calls.seven() == 7);
  CHECK(calls.nine() == 9 && block_on(calls.fetched()) == 7);
  std::puts("ok");
}
