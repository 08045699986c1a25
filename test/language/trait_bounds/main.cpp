#include "testing.h"
#include "trait_bounds.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;

namespace {

struct Socket {
  using Error = int;
  auto ping() { return ready(7); }
};
struct Table {
  auto get(int key) { return ready(key); }
};
struct Log {
  using Result = void;
  auto call(Socket, Table) { return ready(); }
};
struct Sockets {
  using Conn = Socket;
  using Cache = Table;
  using Hook = Log;
  auto acquire() { return ready(Socket()); }
};
struct Ports {
  using Member = Sockets;
  Sockets sockets;
  Sockets& member(int) { return sockets; }
};

// Each breaks one bound.
struct WithOtherError : Sockets {
  struct Conn : Socket {
    using Error = long;
  };
  auto acquire() { return ready(Conn()); }
};
struct WithoutGet : Sockets {
  using Cache = Socket;
};
struct WithOtherHook : Sockets {
  struct Hook {
    using Result = void;
    auto call(Socket) { return ready(); }
  };
};

static_assert(app::Pool<Sockets> && app::Pool<Sockets, Socket, Table, Log>);
static_assert(!app::Pool<WithOtherError> && !app::Pool<WithoutGet> && !app::Pool<WithOtherHook>);
static_assert(app::Fleet<Ports, Sockets>);

} // namespace

int main() {
  app::DynFleet<Sockets> fleet = Ports();
  app::DynPool<Socket, Table, Log> pool = fleet.member(0);
  Socket socket = block_on(pool.acquire());
  CHECK(block_on(socket.ping()) == 7);
  std::puts("ok");
}
