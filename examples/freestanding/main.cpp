// Thermometers behind a controller that is known, borrowed and owned: no heap, no exceptions, no
// RTTI, and no C++ library to link.
#include "event_loop.h"
#include "i2c_bus.h"
#include "job.h"
#include "static_buffer.h"
#include "thermometer.h"
#include "wired_bus.h"

#include <cstdint>
#include <cstdio>
#include <memory>

namespace {

constinit board::static_buffer<128> bus_memory;

/// Adds up three readings.
template <class Bus>
board::job<void> add_up(Bus& bus, std::uint8_t address, int& sum) {
  driver::thermometer<Bus> sensor(bus, address);
  for (int i = 0; i < 3; ++i)
    sum += co_await sensor.read();
}

} // namespace

int main() {
  board::event_loop loop;

  board::wired_bus known(loop, 336);
  board::wired_bus behind_a_ref(loop, -80);
  hal::DynI2cBusRef borrowed = behind_a_ref;
  hal::DynI2cBus owned(std::allocator_arg, &bus_memory, board::wired_bus(loop, 400));

  constexpr std::uint8_t address = board::wired_bus::thermometer;
  int of_known = 0, of_borrowed = 0, of_owned = 0, of_nobody = 0;
  board::job<void> jobs[] = {
      add_up(known, address, of_known),
      add_up(borrowed, address, of_borrowed),
      add_up(owned, address, of_owned),
      add_up(owned, address + 1, of_nobody),
  };
  for (auto& each : jobs)
    each.start();
  loop.run();

  std::printf("%d %d %d %d after %u ticks\n", of_known, of_borrowed, of_owned, of_nobody,
              loop.now());
  const bool is_right = of_known == 3 * 336 && of_borrowed == 3 * -80 && of_owned == 3 * 400 &&
                        of_nobody == 3 * driver::no_reading;
  return is_right ? 0 : 1;
}
