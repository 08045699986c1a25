#pragma once
#include <concepts>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace storage {

/// Something that can be closed.
struct [[async_trait_v2]] Closable {
  /// Gives up what the object holds. It cannot be used afterwards.
  async<void> close() &&;
};

/// Named blobs of bytes, on a disk or far away.
///
/// Every method may fail with an `Error`. Two calls at a time on one object are allowed if they
/// concern different names.
template <class Clock>
struct [[async_trait_v2]] BlobStore : Closable {
  /// What goes wrong: a code, or an exception<T> that carries one.
  struct [[async_trait_v2("requires std::movable<Error>")]] Error;

  /// The largest blob, in bytes.
  static const std::size_t max_size;

  /// How often a call is tried before it fails.
  static constexpr int attempts = 3;

  /// All that is known of a blob: `map<name, value>`.
  using Attributes = std::map<std::string, std::string>;

  /// The bytes of `name` from `offset` on; fewer than `buffer` holds at the blob's end.
  async<std::size_t> read(std::string_view name, std::size_t offset, std::span<std::byte> buffer) const;

  /// Replaces the blob, or makes it.
  async<void> write(std::string_view name, std::span<const std::byte> bytes, Attributes attributes = {});

  /// The attributes of a blob, as they were when it was written & committed.
  async<Attributes> describe(std::string_view name) const;

  /// The names that begin with `prefix`, in their order.
  async<std::vector<std::string>> list(std::string_view prefix = "") const;

  /// When the blob was written.
  async<typename Clock::time_point> written_at(std::string_view name) const;

  /// Whether two stores keep their blobs at the same place.
  [[nodiscard]] bool same_place(std::string_view url) const noexcept;

  /// The last error, if there was any.
  const Error* last_error() const noexcept;

  /// The host in `url`, which may be empty.
  static std::string host_of(std::string_view url);

  /// Moves a blob to another name.
  async<void> rename(std::string_view from, std::string_view to) {
    std::vector<std::byte> bytes(max_size());
    const std::size_t size = co_await this->read(from, 0, bytes);
    co_await this->write(to, std::span(bytes).first(size), co_await this->describe(from));
  }
};

} // namespace storage
