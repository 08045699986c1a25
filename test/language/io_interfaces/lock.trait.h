#pragma once

#include <chrono>
#include <concepts>
#include <optional>

#include <async_trait/trait.h>

namespace locks {

/// A lock that many programs may want.
struct [[async_trait_v2]] Lock {
  /// Holds the lock while it lives.
  struct [[async_trait_v2("requires (!std::copyable<Guard>)")]] Guard;
  [[nodiscard]] async<Guard> acquire();
  [[nodiscard]] std::optional<Guard> try_acquire() noexcept;
  [[nodiscard("or it was for nothing")]] async<std::optional<Guard>>
  acquire_for(std::chrono::milliseconds limit = std::chrono::seconds(1));
  [[deprecated("locks are always fair")]] bool is_fair() const { return true; }
};

} // namespace locks
