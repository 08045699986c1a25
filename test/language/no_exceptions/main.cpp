#include "no_exceptions.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <array>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

struct Wire : demo::PortDefaults<Wire>, testing::Counted<Wire> {
  using Error = int;
  task<int> get() const { co_return 4; }
  task<std::unique_ptr<int>> send(std::string text) {
    co_return std::make_unique<int>(static_cast<int>(text.size()));
  }
  // Too large to be held in place.
  struct Closing {
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    int await_resume() const noexcept { return bytes[199]; }
    std::array<char, 200> bytes{};
  };
  Closing close() && { return {}; }
  using testing::Counted<Wire>::alive;
};

// Many calls in a row that are ready at once take no stack.
task<long> many(demo::Base auto& base, int times) {
  long sum = 0;
  for (int i = 0; i < times; ++i)
    sum += co_await base.get();
  co_return sum;
}

} // namespace

int main() {
  {
    demo::DynPort<int> port = Wire();
    CHECK(*block_on(port.send("text")) == 4);
    CHECK(block_on(port.twice()) == 8);
    CHECK(port.version() == 1);
    CHECK(block_on(many(port, 1000000)) == 4000000);
    demo::DynPortShared<int> shared = demo::DynPort<int>(Wire());
    demo::DynBaseRef base = shared;
    CHECK(block_on(base.get()) == 4);
    CHECK(shared.target<Wire>() != nullptr);
    CHECK(block_on(std::move(port).close()) == 0);
    CHECK(!port);
  }
  CHECK(Wire::alive == 0);
  std::puts("ok");
}
