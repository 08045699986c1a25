// The trait Records as people write it without traits.
#pragma once

#include "textbook_task.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace benchmarks {

class virtual_records {
public:
  virtual_records() = default;
  virtual_records(const virtual_records&) = delete;
  virtual_records& operator=(const virtual_records&) = delete;
  virtual ~virtual_records() = default;

  virtual textbook_task<std::optional<std::string>> find(std::string key) const = 0;
  virtual textbook_task<std::vector<std::string>> keys(std::string prefix) const = 0;
  virtual textbook_task<std::size_t> count() const = 0;
  virtual textbook_task<bool> contains(std::string key) const = 0;
  virtual textbook_task<void> insert(std::string key, std::string value) = 0;
  virtual textbook_task<bool> replace(std::string key, std::string value) = 0;
  virtual textbook_task<bool> erase(std::string key) = 0;
  virtual textbook_task<std::size_t> erase_all(std::string prefix) = 0;
  virtual textbook_task<void> flush() = 0;
  virtual std::size_t capacity() const = 0;
};

} // namespace benchmarks
