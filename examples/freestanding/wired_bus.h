// An implementer of I2cBus by awaiters alone: a controller, and on its wires one thermometer, whose
// register 0 is the temperature in sixteenths of a degree.
#pragma once

#include "event_loop.h"
#include "i2c_bus.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace board {

class wired_bus {
public:
  static constexpr std::uint8_t thermometer = 0x48;

  wired_bus(event_loop& loop, std::int16_t sixteenths) noexcept
      : loop_(loop), registers_{static_cast<std::uint8_t>(sixteenths >> 8),
                                static_cast<std::uint8_t>(sixteenths & 0xff)} {}

  /// A transfer, of bytes to the device or (if they can be changed) from it. It takes a tick for
  /// each byte and one for the address.
  template <class Byte>
  class transfer : public operation {
  public:
    transfer(wired_bus& bus, std::uint8_t address, std::span<Byte> bytes) noexcept
        : operation(bus.loop_), bus_(bus), bytes_(bytes), address_(address) {}

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) noexcept {
      const auto ticks = address_ == thermometer ? bytes_.size() + 1 : 1;
      start(static_cast<unsigned>(ticks), caller, [](operation& ended) noexcept {
        auto& self = static_cast<transfer&>(ended);
        if (self.address_ == thermometer)
          self.bus_.move(self.bytes_);
      });
    }
    hal::fault await_resume() const noexcept {
      return address_ == thermometer ? hal::fault::none : hal::fault::no_acknowledge;
    }

  private:
    wired_bus& bus_;
    std::span<Byte> bytes_;
    std::uint8_t address_;
  };

  auto write(std::uint8_t address, std::span<const std::uint8_t> bytes) noexcept {
    return transfer<const std::uint8_t>(*this, address, bytes);
  }
  auto read(std::uint8_t address, std::span<std::uint8_t> bytes) noexcept {
    return transfer<std::uint8_t>(*this, address, bytes);
  }

private:
  void move(std::span<const std::uint8_t> written) noexcept { selected_ = written.front(); }
  void move(std::span<std::uint8_t> read) noexcept {
    for (std::uint8_t& each : read)
      each = registers_[selected_++ % sizeof(registers_)];
  }

  event_loop& loop_;
  std::uint8_t registers_[2];
  std::size_t selected_ = 0;
};

} // namespace board
