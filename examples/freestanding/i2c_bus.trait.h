#pragma once
#include <cstdint>
#include <span>

#include <async_trait/trait.h>

namespace hal {

/// How a transfer ended.
enum class fault : std::uint8_t { none, no_acknowledge };

/// A two-wire bus on which this program is the controller. Its futures live in the caller's frame
/// or, through a Dyn, in the 96 bytes of the Dyn future: one that is larger does not compile.
struct [[async_trait_v2("storage=inplace_only<96>")]] I2cBus {
  /// Sends `bytes`, which must live until the transfer has ended.
  async<fault> write(std::uint8_t address, std::span<const std::uint8_t> bytes) noexcept;

  /// Fills `bytes`, which must live until the transfer has ended.
  async<fault> read(std::uint8_t address, std::span<std::uint8_t> bytes) noexcept;
};

} // namespace hal
