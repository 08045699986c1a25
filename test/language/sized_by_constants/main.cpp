#include "sized_by_constants.decorator.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

template <std::size_t Size>
class Memory {
public:
  static constexpr std::size_t block_size = Size;
  using Block = std::array<char, Size>;

  task<Block> read(std::size_t index) { co_return block_[index]; }
  void write(std::size_t index, const Block& block) { block_[index] = block; }
  task<std::size_t> size() const { co_return 2; }
  Block copy(std::size_t from) { return block_[from]; }
  void copy(std::size_t from, std::size_t to) { block_[to] = block_[from]; }
  task<void> sync() { co_return; }

private:
  Block block_[2] = {};
};

struct WrongSize : Memory<8> {
  task<std::array<char, 4>> read(std::size_t index);
};

struct Foreign {
  char last = 'z';
};

} // namespace

template <>
struct demo::DeviceImpl<Foreign> {
  static constexpr std::size_t block_size = 1;
  static auto read(Foreign& it, std::size_t) {
    return async_trait::ready(std::array<char, 1>{it.last});
  }
  static void write(Foreign& it, std::size_t, const std::array<char, 1>& block) {
    it.last = block[0];
  }
  static auto size(const Foreign&) { return async_trait::ready(std::size_t(1)); }
  static std::array<char, 1> copy(Foreign& it, std::size_t) { return {it.last}; }
  static void copy(Foreign&, std::size_t, std::size_t) {}
};

namespace {

static_assert(demo::Disk<Memory<4>> && demo::Disk<Memory<8>> && !demo::Device<WrongSize>);
static_assert(demo::Disk<demo::DynDisk> && demo::Device<demo::DynDisk> &&
              demo::Device<demo::DynDeviceRef>);
static_assert(std::same_as<demo::DeviceTypes<Memory<8>>::Block, std::array<char, 8>>);
static_assert(std::same_as<demo::DeviceTypes<Foreign>::Block, std::array<char, 1>>);
static_assert(std::same_as<demo::DiskTypes<demo::DynDisk>::Size, demo::DynDisk::Size>);

template <demo::Device T>
task<char> echo(T& device) {
  typename demo::DeviceTypes<T>::Block block = {'a'};
  device.write(1, block);
  device.copy(1, 0);
  block = device.copy(0);
  co_return (co_await device.read(0))[0];
}

} // namespace

int main() {
  Memory<8> memory;
  CHECK(block_on(echo(memory)) == 'a');
  Foreign foreign;
  auto view = demo::as_device(foreign);
  CHECK(block_on(echo(view)) == 'a');

  demo::DynDisk disk = Memory<16>();
  disk.copy(0, 1);
  CHECK(block_on(disk.size()) == 2 && disk.block_size() == 16);
  demo::DynDevice device = std::move(disk);
  CHECK(block_on(device.size()) == 2 && device.block_size() == 16);
  std::puts("ok");
}
