#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <async_trait/trait.h>

namespace io {

/// In the shape of futures::AsyncRead.
struct [[async_trait_v2]] AsyncRead {
  struct Error;
  /// Fills the front of the buffer; nothing at the end.
  async<std::size_t> read(std::span<std::byte> buffer);

  /// All that is left.
  async<std::vector<std::byte>> read_to_end(std::size_t chunk = 4) {
    std::vector<std::byte> all;
    for (;;) {
      const std::size_t used = all.size();
      all.resize(used + chunk);
      const std::size_t count = co_await read(std::span(all).subspan(used));
      all.resize(used + count);
      if (count == 0)
        co_return all;
    }
  }
};

/// In the shape of futures::AsyncWrite.
struct [[async_trait_v2]] AsyncWrite {
  struct Error;
  async<std::size_t> write(std::span<const std::byte> data);
  async<void> flush();
  /// No more after this.
  async<void> close() &&;

  async<void> write_all(std::span<const std::byte> data) {
    while (!data.empty())
      data = data.subspan(co_await write(data));
  }
};

struct [[async_trait_v2]] AsyncStream : AsyncRead, AsyncWrite {};

} // namespace io
