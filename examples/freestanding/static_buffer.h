// Memory for an owning Dyn where there is no heap.
#pragma once

#include <cstddef>
#include <cstdlib>

namespace board {

/// Room for one object at a time. One that does not fit ends the program.
template <std::size_t Size>
class static_buffer {
public:
  void* allocate(std::size_t size, std::size_t alignment) noexcept {
    if (is_taken_ || size > Size || alignment > alignof(std::max_align_t))
      std::abort();
    is_taken_ = true;
    return bytes_;
  }
  void deallocate(void*, std::size_t, std::size_t) noexcept { is_taken_ = false; }

private:
  alignas(std::max_align_t) std::byte bytes_[Size] = {};
  bool is_taken_ = false;
};

} // namespace board
