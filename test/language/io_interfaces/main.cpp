#include "bytes.h"
#include "i2c.h"
#include "lock.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class Pipe : public io::AsyncStreamDefaults<Pipe> {
public:
  using Error = int;
  task<std::size_t> read(std::span<std::byte> buffer) {
    const std::size_t count = std::min({buffer.size(), bytes_.size(), std::size_t(3)});
    std::copy_n(bytes_.begin(), count, buffer.begin());
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(count));
    co_return count;
  }
  auto write(std::span<const std::byte> data) {
    const std::size_t count = std::min(data.size(), std::size_t(2));
    bytes_.insert(bytes_.end(), data.begin(), data.begin() + static_cast<std::ptrdiff_t>(count));
    return ready(count);
  }
  auto flush() { return ready(); }
  task<void> close() && {
    const std::vector<std::byte> lost = std::move(bytes_);
    co_return;
  }

private:
  std::vector<std::byte> bytes_;
};

template <io::AsyncRead From, io::AsyncWrite To>
task<std::size_t> copy(From& from, To& to) {
  const std::vector<std::byte> all = co_await from.read_to_end();
  co_await to.write_all(all);
  co_await to.flush();
  co_return all.size();
}

void streams() {
  io::DynAsyncStream<int> stream = Pipe();
  const std::array<std::byte, 7> data{std::byte(1), std::byte(2)};
  block_on(stream.write_all(data));
  io::DynAsyncWrite<int> sink = Pipe();
  CHECK(block_on(copy(stream, sink)) == 7);
  io::DynAsyncReadRef<int> source = stream;
  CHECK(block_on(source.read_to_end()).empty());
  io::DynAsyncRead<int> reader = std::move(stream);
  CHECK(block_on(reader.read_to_end(1)).empty());
  block_on(std::move(sink).close());
}

class Sensor : public hal::I2cDefaults<Sensor> {
public:
  auto read(std::uint8_t address, std::span<std::uint8_t> into) noexcept {
    std::ranges::fill(into, register_);
    return ready(address == 0x40 ? hal::Fault::none : hal::Fault::nack);
  }
  auto write(std::uint8_t address, std::span<const std::uint8_t> from) noexcept {
    register_ = from[0];
    return ready(address == 0x40 ? hal::Fault::none : hal::Fault::nack);
  }

private:
  std::uint8_t register_ = 0;
};
static_assert(hal::I2c<Sensor>);

void bus() {
  hal::DynI2c<> i2c = Sensor();
  const std::array<std::uint8_t, 1> command = {7};
  std::array<std::uint8_t, 2> answer{};
  CHECK(block_on(i2c.write_read(0x40, command, answer)) == hal::Fault::none);
  CHECK(answer[1] == 7);
  CHECK(block_on(i2c.write_read(0x41, command, answer)) == hal::Fault::nack);
  CHECK(i2c.frequency() == 100'000);
}

class Mutex : public locks::LockDefaults<Mutex> {
public:
  struct Unlock {
    void operator()(bool* locked) const noexcept { *locked = false; }
  };
  using Guard = std::unique_ptr<bool, Unlock>;
  task<Guard> acquire() { co_return lock(); }
  std::optional<Guard> try_acquire() noexcept {
    return *locked_ ? std::nullopt : std::optional(lock());
  }
  task<std::optional<Guard>> acquire_for(std::chrono::milliseconds limit) {
    co_return limit.count() == 0 ? std::nullopt : try_acquire();
  }

private:
  Guard lock() noexcept {
    *locked_ = true;
    return Guard(locked_.get());
  }
  std::unique_ptr<bool> locked_ = std::make_unique<bool>(false);
};

void use_locks() {
  locks::DynLock<Mutex::Guard> lock = Mutex();
  {
    const Mutex::Guard guard = block_on(lock.acquire());
    CHECK(!lock.try_acquire());
    CHECK(!block_on(lock.acquire_for()));
  }
  CHECK(block_on(lock.acquire_for()).has_value());
  CHECK(!block_on(lock.acquire_for(std::chrono::milliseconds(0))));
}

} // namespace

int main() {
  streams();
  bus();
  use_locks();
  std::puts("ok");
}
