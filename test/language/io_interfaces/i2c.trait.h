#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include <async_trait/trait.h>

namespace hal {

enum class Fault : std::uint8_t { none, nack, arbitration };

template <class A>
concept AddressMode = sizeof(A) <= 2;

/// In the shape of embedded_hal_async::i2c::I2c.
template <AddressMode Address = std::uint8_t>
struct [[async_trait_v2("storage=inplace_only<64>")]] I2c {
  using Result = Fault;
  static constexpr std::uint32_t frequency = 100'000;
  async<Result> read(Address address, std::span<std::uint8_t> into) noexcept;
  async<Result> write(Address address, std::span<const std::uint8_t> from) noexcept;
  async<Result> write_read(Address address, std::span<const std::uint8_t> from,
                           std::span<std::uint8_t> into) noexcept {
    const Result result = co_await write(address, from);
    co_return result == Result::none ? co_await read(address, into) : result;
  }
};

} // namespace hal
