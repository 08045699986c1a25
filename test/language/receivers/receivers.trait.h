#pragma once

#include <memory>
#include <string>

#include <async_trait/trait.h>

namespace demo {

/// Every kind of receiver.
struct [[async_trait_v2]] Session {
  async<int> read();
  async<int> peek() const;
  async<int> update() &;
  async<int> view() const&;
  /// Ends the session and hands its name over.
  async<std::string> close() &&;

  int size() const noexcept;
  void clear() noexcept;
  int& top() &;
  const int& bottom() const& noexcept;
  /// Ends the session at once.
  std::unique_ptr<int> release() &&;
};

/// Has a mutable and a const method of one name.
struct [[async_trait_v2]] Cell {
  async<int> get();
  async<int> get() const;
  int now();
  int now() const;
};

} // namespace demo
