// Coroutine frames, used again. A frame lives for one call, and the next call of the same
// coroutine wants one of the same size: so the last frame of each size that a thread gave back
// lies ready, and those before it wait in a list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace async_trait::detail {

/// One thread's unused frames, by size. A frame may be given back on another thread than the one
/// that took it. Of each size, up to `limit` bytes in frames are kept and the last frame beside
/// them, so a thread holds about 4 MB at most; all of it goes back to the heap when the thread
/// ends. What is larger than `classes * step` always comes from the heap.
class frame_pool {
public:
  /// Allocates from the heap when there is no unused frame of that size; throws what it throws.
  static void* allocate(std::size_t size) {
    const std::size_t index = index_of(size);
    if (index >= classes) [[unlikely]]
      return ::operator new(size);
    std::uintptr_t& last = local_.last_[index];
    const std::uintptr_t frame = last;
    if (frame <= none) [[unlikely]]
      return allocate_slowly(index);
    last = none;
    return reinterpret_cast<void*>(frame);
  }

  /// Precondition: `frame` came from `allocate(size)`, on any thread.
  static void deallocate(void* frame, std::size_t size) noexcept {
    const std::size_t index = index_of(size);
    if (index >= classes) [[unlikely]] {
      ::operator delete(frame);
      return;
    }
    std::uintptr_t& last = local_.last_[index];
    if (last != none) [[unlikely]] {
      deallocate_slowly(frame, index);
      return;
    }
    last = reinterpret_cast<std::uintptr_t>(frame);
  }

private:
  static constexpr std::size_t step = 64;
  static constexpr std::size_t classes = 64;
  static constexpr std::size_t limit = std::size_t(64) * 1024;

  // What stands in the place of a frame that lies ready: there is none, or there must be none,
  // since the thread has not been seen yet or has ended. The paths above then ask one question
  // each, where a list alone would touch three words and a thread_local with a destructor two more.
  static constexpr std::uintptr_t closed = 0;
  static constexpr std::uintptr_t none = 1;

  struct node {
    node* next;
  };
  struct list {
    node* first = nullptr;
    std::size_t bytes = 0;
  };

  // Runs at the thread's end. Frames that are given back later go to the heap.
  struct reaper {
    reaper() noexcept { set_all(none); }
    reaper(const reaper&) = delete;
    reaper& operator=(const reaper&) = delete;
    ~reaper() {
      for (std::size_t index = 0; index < classes; ++index) {
        if (local_.last_[index] > none)
          ::operator delete(reinterpret_cast<void*>(local_.last_[index]));
        list& older = local_.older_[index];
        while (node* const frame = older.first) {
          older.first = frame->next;
          ::operator delete(frame);
        }
      }
      set_all(closed);
      local_.ended_ = true;
    }

    static void set_all(std::uintptr_t state) noexcept {
      for (std::uintptr_t& last : local_.last_)
        last = state;
    }
  };

  static std::size_t index_of(std::size_t size) noexcept { return (size - 1) / step; }
  static std::size_t size_of(std::size_t index) noexcept { return (index + 1) * step; }

  [[gnu::noinline, gnu::cold]] static void* allocate_slowly(std::size_t index) {
    list& older = local_.older_[index];
    if (older.first == nullptr)
      return ::operator new(size_of(index));
    node* const frame = older.first;
    older.first = frame->next;
    older.bytes -= size_of(index);
    return frame;
  }

  [[gnu::noinline, gnu::cold]] static void deallocate_slowly(void* frame,
                                                             std::size_t index) noexcept {
    std::uintptr_t& last = local_.last_[index];
    list& older = local_.older_[index];
    if (last > none && older.bytes < limit) {
      older.first = ::new (frame) node{older.first};
      older.bytes += size_of(index);
    } else if (last == closed && !local_.ended_) {
      static thread_local const reaper at_thread_end;
      static_cast<void>(&at_thread_end);
      last = reinterpret_cast<std::uintptr_t>(frame);
    } else {
      ::operator delete(frame);
    }
  }

  std::uintptr_t last_[classes] = {};
  list older_[classes];
  bool ended_ = false;

  static thread_local constinit frame_pool local_;
};

inline constinit thread_local frame_pool frame_pool::local_{};

/// The base of a promise whose frames come from the pool.
struct pooled_frame {
  static void* operator new(std::size_t size) { return frame_pool::allocate(size); }
  static void operator delete(void* frame, std::size_t size) noexcept {
    frame_pool::deallocate(frame, size);
  }
};

} // namespace async_trait::detail
