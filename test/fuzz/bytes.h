//===- bytes.h - A fuzzer's bytes as decisions ------------------*- C++ -*-===//
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace async_trait_gen::fuzz {

/// Turns bytes into decisions, one byte for each, so that a mutation of one byte changes
/// one of them. Once they have run out, every decision is the simplest.
class Bytes {
public:
  Bytes(const std::uint8_t* Data, std::size_t Size) : Provider(Data, Size) {}

  /// From 0 to \p Most.
  unsigned upTo(unsigned Most) { return Provider.ConsumeIntegralInRange<unsigned>(0, Most); }

  /// Whether the one of \p Count cases has come up that is not the simple one.
  bool oneIn(unsigned Count) { return upTo(Count - 1) == Count - 1; }

  /// One of \p Words, of which the first is the simplest.
  template <std::size_t Count>
  std::string pick(const std::array<std::string_view, Count>& Words) {
    return std::string(Words[upTo(Count - 1)]);
  }

  /// One of \p Words, which has some.
  const std::string& pick(const std::vector<std::string>& Words) {
    return Words[upTo(static_cast<unsigned>(Words.size()) - 1)];
  }

private:
  FuzzedDataProvider Provider;
};

/// The words of a grammar's rule.
template <class... Texts>
constexpr std::array<std::string_view, sizeof...(Texts)> words(const Texts&... Each) {
  return {Each...};
}

} // namespace async_trait_gen::fuzz
