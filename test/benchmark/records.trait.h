#pragma once
#include <async_trait/trait.h>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

/// A service of the usual size: ten methods, of several kinds.
struct [[async_trait_v2]] Records {
  async<std::optional<std::string>> find(std::string key) const;
  async<std::vector<std::string>> keys(std::string prefix) const;
  async<std::size_t> count() const;
  async<bool> contains(std::string key) const;
  async<void> insert(std::string key, std::string value);
  async<bool> replace(std::string key, std::string value);
  async<bool> erase(std::string key);
  async<std::size_t> erase_all(std::string prefix);
  async<void> flush();
  std::size_t capacity() const;
};

} // namespace benchmarks
