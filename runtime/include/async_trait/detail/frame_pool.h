// Coroutine frames, used again. A frame lives for one call, and the next call of the same
// coroutine wants one of the same size: a list for each size and thread makes that a few
// instructions, where the general heap takes dozens.
#pragma once

#include <cstddef>
#include <new>

namespace async_trait::detail {

/// One thread's unused frames, by size. A frame may be given back on another thread than the one
/// that took it. At most `limit` frames of a size are kept, so a thread holds less than
/// `limit * largest * classes / 2` bytes; all of them go back to the heap when the thread ends.
class frame_pool {
public:
  /// Allocates from the heap when there is no unused frame of that size; throws what it throws.
  static void* allocate(std::size_t size) {
    const std::size_t index = index_of(size);
    if (index >= classes) [[unlikely]]
      return ::operator new(size);
    list& unused = local_.lists_[index];
    if (unused.first == nullptr) [[unlikely]]
      return ::operator new((index + 1) * step);
    node* const frame = unused.first;
    unused.first = frame->next;
    --unused.count;
    return frame;
  }

  /// Precondition: `frame` came from `allocate(size)`, on any thread.
  static void deallocate(void* frame, std::size_t size) noexcept {
    const std::size_t index = index_of(size);
    if (index >= classes) [[unlikely]] {
      ::operator delete(frame);
      return;
    }
    list& unused = local_.lists_[index];
    if (unused.count >= limit_) [[unlikely]] {
      keep_or_free(frame, unused);
      return;
    }
    unused.first = ::new (frame) node{unused.first};
    ++unused.count;
  }

private:
  static constexpr std::size_t step = 64;
  static constexpr std::size_t classes = 16;
  static constexpr unsigned limit = 64;

  struct node {
    node* next;
  };
  struct list {
    node* first = nullptr;
    unsigned count = 0;
  };

  // Runs at the thread's end. A frame that is given back still later finds the limit at zero.
  struct reaper {
    reaper() noexcept { limit_ = limit; }
    reaper(const reaper&) = delete;
    reaper& operator=(const reaper&) = delete;
    ~reaper() {
      limit_ = 0;
      for (list& unused : local_.lists_) {
        while (node* const frame = unused.first) {
          unused.first = frame->next;
          ::operator delete(frame);
        }
        unused.count = 0;
      }
      ended_ = true;
    }
  };

  static std::size_t index_of(std::size_t size) noexcept { return (size - 1) / step; }

  // The limit starts at zero so that the first frame comes here and registers the reaper: the
  // paths above then need none of the checks that a thread_local with a destructor brings.
  static void keep_or_free(void* frame, list& unused) noexcept {
    if (limit_ == 0 && !ended_) {
      static thread_local const reaper at_thread_end;
      static_cast<void>(&at_thread_end);
      unused.first = ::new (frame) node{unused.first};
      ++unused.count;
      return;
    }
    ::operator delete(frame);
  }

  list lists_[classes];

  static thread_local constinit frame_pool local_;
  static thread_local constinit unsigned limit_;
  static thread_local constinit bool ended_;
};

inline constinit thread_local frame_pool frame_pool::local_{};
inline constinit thread_local unsigned frame_pool::limit_ = 0;
inline constinit thread_local bool frame_pool::ended_ = false;

/// The base of a promise whose frames come from the pool.
struct pooled_frame {
  static void* operator new(std::size_t size) { return frame_pool::allocate(size); }
  static void operator delete(void* frame, std::size_t size) noexcept {
    frame_pool::deallocate(frame, size);
  }
};

} // namespace async_trait::detail
