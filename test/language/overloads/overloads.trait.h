#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <async_trait/trait.h>

namespace demo {

inline constexpr int retries = 3;

/// Overloads, default arguments and attributes.
struct [[async_trait_v2]] Reader {
  struct Error;

  /// Reads into a buffer.
  async<std::size_t> read(std::span<std::byte> buffer);
  /// Reads up to a character.
  async<std::string> read(char end, int attempts = retries);
  async<std::string> read(std::string_view end) const;

  async<int> wait(std::chrono::milliseconds time = std::chrono::milliseconds(5),
                  bool strict = true);
  [[nodiscard]] bool is_open() const;
  [[nodiscard("the position is the only result")]] async<int> position() const;
  /// Of old.
  [[deprecated("use position")]] async<int> tell() const;
  [[deprecated]] int old_flags(int mask = 0xff) const;
  void log(const char* text = "a \"quoted\" text, with a comma", Error* error = nullptr) noexcept;
};

/// Overloads that only the kind of object tells apart.
struct [[async_trait_v2]] Qualified {
  int& value() &;
  const int& value() const&;
  int kind(int) const;
  int kind(double) const;
  int kind(int);
  async<int> end() const&;
  async<int> end() &&;
};

} // namespace demo
