// What a call is about, in one word.
#pragma once

#include <async_trait/memory.h>

#include <cstddef>
#include <cstdint>

namespace async_trait::detail {

/// What is in flight or, while nothing is, where memory comes from; and whether it failed. One word
/// for all, and a task's frame is named by it instead of being kept beside it: what a ready call
/// costs is its stores, about a cycle for each (Clang 22: an awaiter 10 cycles, from 11).
class call_state {
public:
  /// Of what a state may point to.
  static constexpr std::size_t alignment = 8;

  /// Nothing is in flight. `source` is null for the policy's own.
  explicit call_state(memory* source = nullptr) noexcept
      : word_(reinterpret_cast<std::uintptr_t>(source) | idle) {}

  /// Of a future, by the functions for it.
  static call_state of_future(const void* functions) noexcept {
    return call_state(reinterpret_cast<std::uintptr_t>(functions));
  }
  /// Of a task, by its coroutine frame.
  static call_state of_task(void* frame) noexcept {
    return call_state(reinterpret_cast<std::uintptr_t>(frame) | task);
  }

  bool in_flight() const noexcept { return (word_ & idle) == 0; }
  bool is_task() const noexcept { return (word_ & task) != 0; }

  bool failed() const noexcept { return (word_ & failure) != 0; }
  /// A task failed, whether or not it had returned a value before.
  void fail() noexcept { word_ = (word_ & ~idle) | task | failure; }

  /// Precondition: a future is in flight.
  const void* functions() const noexcept { return address(); }
  /// Precondition: a task is in flight.
  void* frame() const noexcept { return address(); }
  /// Precondition: nothing is in flight.
  memory* source() const noexcept { return static_cast<memory*>(address()); }

private:
  // In bits that no address uses: coroutine frames are aligned for anything.
  static constexpr std::uintptr_t idle = 1;
  static constexpr std::uintptr_t task = 2;
  static constexpr std::uintptr_t failure = 4;
  static constexpr std::uintptr_t flags = idle | task | failure;
  static_assert(alignof(memory) > flags && alignment > flags);

  explicit call_state(std::uintptr_t word) noexcept : word_(word) {}

  void* address() const noexcept { return reinterpret_cast<void*>(word_ & ~flags); }

  std::uintptr_t word_;
};

} // namespace async_trait::detail
