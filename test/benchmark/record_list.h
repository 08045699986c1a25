// A service of ten methods and its user, the same for both units whose compilation is measured.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {

/// Base is what makes it an implementer, if anything has to. Each Number is a type of its own.
template <class Base, template <class> class Task, int Number>
class record_list : public Base {
public:
  Task<std::optional<std::string>> find(std::string key) const {
    const record* const place = place_of(key);
    if (place == nullptr)
      co_return std::nullopt;
    co_return place->second;
  }

  Task<std::vector<std::string>> keys(std::string prefix) const {
    std::vector<std::string> found;
    for (const record& each : records_)
      if (each.first.starts_with(prefix))
        found.push_back(each.first);
    co_return found;
  }

  Task<std::size_t> count() const { co_return records_.size(); }

  Task<bool> contains(std::string key) const { co_return place_of(key) != nullptr; }

  Task<void> insert(std::string key, std::string value) {
    records_.emplace_back(std::move(key), std::move(value));
    co_return;
  }

  Task<bool> replace(std::string key, std::string value) {
    for (record& each : records_) {
      if (each.first == key) {
        each.second = std::move(value);
        co_return true;
      }
    }
    co_return false;
  }

  Task<bool> erase(std::string key) {
    co_return std::erase_if(records_, [&](const record& each) { return each.first == key; }) != 0;
  }

  Task<std::size_t> erase_all(std::string prefix) {
    co_return std::erase_if(records_,
                            [&](const record& each) { return each.first.starts_with(prefix); });
  }

  Task<void> flush() {
    records_.shrink_to_fit();
    co_return;
  }

  std::size_t capacity() const { return records_.capacity() + Number; }

private:
  using record = std::pair<std::string, std::string>;

  const record* place_of(const std::string& key) const {
    for (const record& each : records_)
      if (each.first == key)
        return &each;
    return nullptr;
  }

  std::vector<record> records_;
};

/// Calls all of it.
template <template <class> class Task, class Records>
Task<std::size_t> use(Records& records) {
  co_await records.insert("one", "1");
  const bool replaced = co_await records.replace("one", "2");
  const bool contained = co_await records.contains("one");
  const std::optional<std::string> found = co_await records.find("one");
  const std::vector<std::string> keys = co_await records.keys("o");
  const std::size_t counted = co_await records.count();
  const bool erased = co_await records.erase("one");
  const std::size_t erased_then = co_await records.erase_all("o");
  co_await records.flush();
  co_return records.capacity() + replaced + contained + found.has_value() + keys.size() + counted +
      erased + erased_then;
}

} // namespace benchmarks
