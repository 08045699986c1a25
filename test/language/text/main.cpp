#include "testing.h"
#include "text.h"

#include <async_trait/async_trait.h>

#include <string_view>

using async_trait::block_on;
using async_trait::task;

namespace {

struct File : demo::LogDefaults<File> {
  using Entry = int;
  task<int> write(std::string text, int level) { co_return static_cast<int>(text.size()) + level; }
  int size() const noexcept { return 3; }
  task<void> flush() { co_return; }
};

struct Window : demo::WindowsDefaults<Window> {
  using Handle = long;
  task<long> handle_of(int code) { co_return code; }
};

} // namespace

int main() {
  demo::DynLog<int> log = File();
  CHECK(block_on(log.write("abc")) == 15);
  CHECK(log.size() == 3);
  block_on(log.flush());
  CHECK(block_on(log.extra(1)) == 13);
  CHECK(block_on(log.raw()) == std::string_view("a \"raw\"\n  text"));
  demo::DynWindows<long> windows = Window();
  CHECK(block_on(windows.open(4)) == 6);
  CHECK(demo::plain == 5);
  std::puts("ok");
}
