#include "hidden_names.decorator.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <utility>

using async_trait::block_on;
using async_trait::task;

namespace {

struct Disk {
  using Error = long;
  using Item = char;
  static constexpr int drop_limit = 8;

  task<::Status> status() { co_return ::Status{1}; }
  task<::Read> read(::Read read, int status) { co_return ::Read{read.count + status}; }
  task<::Next> next(demo::Close) { co_return ::Next(); }
  task<demo::Close> close(std::string text, demo::Mode) const {
    co_return demo::Close{static_cast<int>(text.size())};
  }
  task<::T> self(::Self, ::any, ::T value) { co_return value; }
  demo::Mode mode(demo::Mode mode) const { return mode; }
  std::string text() const { return "text"; }
  task<int> release(int a, int b, int c, int d) { co_return a + b + c + d; }
  task<int> object(int a, int b, int c, int d) { co_return a + b + c + d; }
  task<int> callee(int a, int b) { co_return a + b; }
  task<int> frame() const { co_return 6; }
  task<int> drop(int value) { co_return value; }
  task<int> drop() { co_return 7; }
  int call(int a, int b) { return a + b; }
  int vtable(int a, int b) noexcept { return a + b; }
  task<int> forget(future::Args args) { co_return args.number; }
  int holds(std::optional<char> item) const { return item ? *item : 0; }
  task<int> move(std::unique_ptr<int> value) { co_return *value; }
  int std_free(int value) const { return value; }
  task<int> Implementer(long error, int, int) && { co_return static_cast<int>(error); }
  int end(int a, int b, int c) && { return a + b + c; }
};

struct Loopback : demo::SocketDefaults<Loopback> {
  task<int> net(demo::net::Address address, int more) { co_return address.port + more; }
};

struct Gate {
  task<int> open(int port, const int (&keys)[2]) { co_return port + keys[1]; }
  task<long> shut(int by) { co_return by; }
};

struct Statics {
  int self_() const { return 1; }
  template <class U>
  int object_(U by) const {
    return by;
  }
  static int vtable_(int by) { return by; }
  static int release_(int by) { return by; }
  task<int> plain() { co_return 1; }
  int now() const { return 2; }
  task<int> end() && { co_return 3; }
};

using Dyn = demo::DynDevice<long, char>;
static_assert(demo::Device<Disk, long, char>);
static_assert(demo::Device<Dyn, long, char>);

template <class Device>
void use(Device& device) {
  CHECK(block_on(device.status()).code == 1);
  CHECK(block_on(device.read(Read{2}, 3)).count == 5);
  block_on(device.next(demo::Close()));
  CHECK(block_on(device.close("four", demo::Mode::on)).reason == 4);
  CHECK(block_on(device.self(Self(), any(), T{9})).value == 9);
  CHECK(device.mode(demo::Mode::off) == demo::Mode::off);
  CHECK(device.text() == "text");
  CHECK(block_on(device.release(1, 2, 3, 4)) == 10);
  CHECK(block_on(device.object(1, 2, 3, 4)) == 10);
  CHECK(block_on(device.callee(1, 2)) == 3);
  CHECK(block_on(device.frame()) == 6);
  CHECK(block_on(device.drop(5)) == 5);
  CHECK(block_on(device.drop()) == 7);
  CHECK(device.call(1, 2) == 3);
  CHECK(device.vtable(1, 2) == 3);
  CHECK(block_on(device.forget(future::Args())) == 2);
  CHECK(device.holds('a') == 'a');
  CHECK(block_on(device.move(std::make_unique<int>(3))) == 3);
  CHECK(device.std_free(1) == 1);
}

struct Box {
  int value = 1;
};

} // namespace

template <>
struct demo::MembersImpl<Box, int> {
  static task<int> self_(Box& box, int by) { co_return box.value + by; }
  static int object_(const Box& box) { return box.value + 1; }
  static task<int> vtable_(Box& box) { co_return box.value + 2; }
  static task<int> release_(Box&& box) { co_return box.value + 3; }
  static int release_(Box&& box, int by) { return box.value + by; }
  static task<int> plain(Box& box) { co_return box.value + 5; }
};

namespace {

void use_members() {
  const auto call = [](auto members) {
    CHECK(block_on(members.self_(1)) == 2);
    CHECK(members.object_() == 2);
    CHECK(block_on(members.vtable_()) == 3);
    CHECK(block_on(members.plain()) == 6);
    if constexpr (demo::Members<decltype(members), int>) {
      CHECK(std::move(members).release_(4) == 5);
    }
  };
  Box box;
  call(demo::as_members<int>(box));
  call(demo::DynMembers<int>(Box()));
  call(demo::DynMembersRef<int>(box));
  call(demo::DynMembersShared<int>(Box()));
  CHECK(block_on(demo::DynMembers<int>(Box()).release_()) == 4);
}

struct Tally : demo::CountersDefaults<Tally, short, char> {};
struct Shadow : demo::ShadowingDefaults<Shadow> {};
int doubled(int by) { return by * 2; }

struct Handle : demo::HandlingDefaults<Handle, demo::Handler> {
  int other(int by) { return by; }
  int direct(demo::Handler f) { return f(3); }
  task<int> later(demo::Handler f) { co_return f(4); }
};

void use_inherited() {
  demo::DynCounters<short, char> counters = Tally();
  CHECK(counters.count(2) == 4 && counters.sum(1, 'a') == 'a' + 1);
  static int seen = 0;
  counters.visit([](int given) { seen = given; });
  CHECK(seen == 3 && Tally().same(5) == 5 && counters.reason({6}) == 6);
  demo::DynCounter<int, long, sizeof(long), int, int> counter = std::move(counters);
  CHECK(block_on(counter.next_value(7)) == 7 && counter.limit() == long{sizeof(long)});

  demo::DynShadowing shadowing = Shadow();
  CHECK(shadowing.locals(1) == 5 && shadowing.callback(doubled) == 2 && shadowing.lambda() == 3);
  CHECK(block_on(shadowing.callback_later(doubled)) == 4);
  demo::DynHandling<demo::Handler> handling = Handle();
  CHECK(handling.direct(doubled) == 6 && block_on(handling.later(doubled)) == 8);
}

} // namespace

int main() {
  Disk disk;
  use(disk);
  Dyn dyn = Disk();
  use(dyn);
  block_on(dyn.next());
  CHECK(dyn.mode() == demo::Mode::off);
  CHECK(dyn.drop_limit() == 8);
  CHECK(block_on(std::move(dyn).Implementer(4, 0, 0)) == 4);
  dyn = Disk();
  CHECK(std::move(dyn).end(1, 2, 3) == 6);
  use_members();
  use_inherited();
  demo::DynSocket socket = Loopback();
  CHECK(block_on(socket.net(demo::net::Address{4}, 1)) == 5);
  CHECK(block_on(socket.std("7")).port == 7);
  demo::DynDoor<long, 2> door = Gate();
  const int keys[2] = {1, 2};
  CHECK(block_on(door.open(3, keys)) + block_on(door.shut(4)) == 9);
  demo::DynStaticMembers statics = Statics();
  CHECK(block_on(statics.plain()) + statics.now() == 3);
  CHECK(block_on(std::move(statics).end()) == 3);
  std::puts("ok");
}
