// A driver that knows its bus by the trait alone.
#pragma once

#include "i2c_bus.h"
#include "job.h"

#include <cstdint>

namespace driver {

/// What a failed reading yields.
inline constexpr int no_reading = -10'000;

/// A thermometer on `Bus`, which may be the controller itself or any Dyn type of the trait. Its
/// readings are in sixteenths of a degree.
template <hal::I2cBus Bus>
class thermometer {
public:
  thermometer(Bus& bus, std::uint8_t address) noexcept : bus_(bus), address_(address) {}

  /// One reading; fails when nothing answers at the address.
  board::job<int> read() {
    const std::uint8_t temperature_register[] = {0};
    if (co_await bus_.write(address_, temperature_register) != hal::fault::none)
      co_return no_reading;
    std::uint8_t bytes[2];
    if (co_await bus_.read(address_, bytes) != hal::fault::none)
      co_return no_reading;
    co_return static_cast<std::int16_t>(bytes[0] << 8 | bytes[1]);
  }

private:
  Bus& bus_;
  std::uint8_t address_;
};

} // namespace driver
