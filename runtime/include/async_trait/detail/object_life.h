// How debug builds notice that the object of a call has ended before the call is awaited. With
// NDEBUG nothing of it is left; the layout of futures and objects is the same either way.
//
// An address does not tell whether it is still that of the same object, and to keep memory back, or
// a list of all futures, would change what a program allocates. So the last ends of objects are
// written down and numbered, and a call keeps the number of its making in the room that its future
// will have. An end that was forgotten since, or came about in code compiled with NDEBUG, goes
// unnoticed.
#pragma once

#include <async_trait/detail/single_use.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace async_trait::detail {

/// The last objects that Dyns have ended. For all threads at once; allocates nothing.
class object_ends {
public:
  std::size_t count() const noexcept { return count_; }

  /// To be called while the object's address cannot be another's yet.
  void add(const void* object) noexcept {
    const std::size_t number = count_++;
    end& place = last_[number % capacity];
    place.number = none; // Who reads a number and then the object gets its object, or a later one.
    place.object = object;
    place.number = number;
  }

  /// Whether one of those from number `first` on was at this address.
  bool has(const void* object, std::size_t first) const noexcept {
    const std::size_t after_last = count_;
    if (after_last - first > capacity)
      first = after_last - capacity;
    for (; first != after_last; ++first) {
      const end& place = last_[first % capacity];
      if (place.number == first && place.object == object)
        return true;
    }
    return false;
  }

private:
  static constexpr std::size_t capacity = 256;
  static constexpr auto none = static_cast<std::size_t>(-1);

  struct end {
    std::atomic<std::size_t> number = none;
    std::atomic<const void*> object = nullptr;
  };

  std::atomic<std::size_t> count_ = 0;
  end last_[capacity];
};

inline constinit object_ends last_ends;

/// Called when a Dyn ends its object.
inline void note_end([[maybe_unused]] const void* object) noexcept {
#ifndef NDEBUG
  last_ends.add(object);
#endif
}

/// When a call was made, in the room for its future. It says for which place and object it is,
/// since code compiled with NDEBUG leaves anything there.
class birth_note {
public:
  static constexpr std::size_t size = sizeof(std::uintptr_t) + sizeof(std::size_t);

  static void write([[maybe_unused]] std::byte* place,
                    [[maybe_unused]] const void* object) noexcept {
#ifndef NDEBUG
    birth_note(place, object, last_ends.count()).store(place);
#endif
  }

  /// The call has moved from `from` to `place`.
  static void move([[maybe_unused]] std::byte* place, [[maybe_unused]] const std::byte* from,
                   [[maybe_unused]] const void* object) noexcept {
#ifndef NDEBUG
    birth_note note(from);
    // It stays as right or wrong as it is.
    note.owner_ ^= owner(from, object) ^ owner(place, object);
    note.store(place);
#endif
  }

  /// Ends the program if the object has ended since.
  static void check([[maybe_unused]] const std::byte* place,
                    [[maybe_unused]] const void* object) noexcept {
#ifndef NDEBUG
    if (const birth_note note(place);
        note.is_for(place, object) && last_ends.has(object, note.ends_))
      end_misuse("a Dyn future was awaited whose object has ended");
#endif
  }

#ifndef NDEBUG
private:
  birth_note(const std::byte* place, const void* object, std::size_t ends) noexcept
      : owner_(owner(place, object)), ends_(ends) {}
  explicit birth_note(const std::byte* place) noexcept {
    std::memcpy(static_cast<void*>(this), place, sizeof(*this));
  }

  static std::uintptr_t owner(const std::byte* place, const void* object) noexcept {
    return reinterpret_cast<std::uintptr_t>(place) ^
           ~(reinterpret_cast<std::uintptr_t>(object) << 1);
  }
  bool is_for(const std::byte* place, const void* object) const noexcept {
    return owner_ == owner(place, object);
  }
  void store(std::byte* place) const noexcept { std::memcpy(place, this, sizeof(*this)); }

  std::uintptr_t owner_;
  std::size_t ends_;
#endif
};

} // namespace async_trait::detail
