#include "call.h"
#include "peer.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

struct Phone {
  task<demo::DynCall> call();
  demo::DynCall same_call(demo::DynCall call) const { return call; }
  auto value() const { return ready(3); }
};

struct Talk {
  task<demo::DynPeer> peer() { co_return Phone(); }
  task<std::optional<demo::DynPeer>> another(demo::DynPeer old, demo::DynPeerRef,
                                             demo::DynPeer&) const {
    co_return std::move(old);
  }
  demo::DynPeer same(demo::DynPeer peer) { return peer; }
  demo::Detail next(demo::Detail detail) { return {detail.number + 1}; }
  int number() const { return 4; }
};

task<demo::DynCall> Phone::call() { co_return Talk(); }

static_assert(demo::Call<Talk> && demo::Call<demo::DynCall> && demo::Call<demo::DynCallRef>);
static_assert(demo::Peer<Phone> && demo::Peer<demo::DynPeer>);

} // namespace

int main() {
  demo::DynCall call = Talk();
  demo::DynPeer peer = block_on(call.peer());
  demo::DynCall back = peer.same_call(block_on(peer.call()));
  demo::DynCallRef ref = back;
  demo::DynPeer same = Phone();
  peer = *block_on(ref.another(ref.same(std::move(peer)), same, same));
  CHECK(block_on(peer.value()) == 3 && ref.number() == 4 && call.next({3}).number == 4);
  std::puts("ok");
}
