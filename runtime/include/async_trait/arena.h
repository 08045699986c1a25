// Memory for the futures of one task, given back all at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>

namespace async_trait {

/// A bump arena that grows: allocation moves a pointer, deallocation gives back the newest block
/// at once and anything older when the arena ends. Not for use by two threads at a time. Its first
/// block comes with the first allocation; blocks come from the heap and double in size.
class arena : public std::pmr::memory_resource {
public:
  arena() = default;
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;
  ~arena() override { release(); }

  /// Gives everything back. Precondition: nothing that lives in it is used any more.
  void release() noexcept {
    while (block* const last = newest_) {
      newest_ = last->older;
      std::destroy_at(last);
      ::operator delete(last);
    }
    free_ = nullptr;
    left_ = 0;
    next_size_ = first_size;
  }

private:
  struct alignas(std::max_align_t) block {
    block* older;
  };
  static constexpr std::size_t first_size = 1024;

  /// `size` and a little more, or what no heap has.
  static constexpr std::size_t sum(std::size_t size, std::size_t more) noexcept {
    constexpr std::size_t too_much = PTRDIFF_MAX;
    return size < too_much - more ? size + more : too_much;
  }

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    void* place = free_;
    if (place == nullptr || std::align(alignment, size, place, left_) == nullptr) {
      grow(sum(size, alignment));
      place = free_;
      std::align(alignment, size, place, left_);
    }
    free_ = static_cast<std::byte*>(place) + size;
    left_ -= size;
    return place;
  }

  void do_deallocate(void* place, std::size_t size, std::size_t) override {
    auto* const first = static_cast<std::byte*>(place);
    if (first + size != free_)
      return;
    free_ = first;
    left_ += size;
  }

  bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override {
    return this == &other;
  }

  void grow(std::size_t at_least) {
    const std::size_t size = next_size_ < at_least ? at_least : next_size_;
    void* const memory = ::operator new(sum(size, sizeof(block)));
    newest_ = ::new (memory) block{newest_};
    free_ = reinterpret_cast<std::byte*>(newest_ + 1);
    left_ = size;
    next_size_ = 2 * size;
  }

  block* newest_ = nullptr;
  std::byte* free_ = nullptr;
  std::size_t left_ = 0;
  std::size_t next_size_ = first_size;
};

} // namespace async_trait
