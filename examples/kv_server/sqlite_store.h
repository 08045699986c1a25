// A store in a file, by SQLite: what it has acknowledged outlives the program.
#pragma once

#include "asio_awaiters.h"
#include "database_thread.h"
#include "records.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <utility>

namespace kv {

/// Implements Store. A future ends when the disk has what was changed, and never blocks its thread.
/// Destroying one that is awaited does: until the database is done with it.
class SqliteStore {
public:
  /// Opens the file, or makes one. The preconditions are those of DatabaseThread.
  SqliteStore(const std::filesystem::path& file, Executor executor) : thread_(file, executor) {}

  auto get(std::string_view key) {
    return read([key](Records& records) { return records.get(key); });
  }
  auto set(std::string_view key, std::string_view value) {
    return change([key, value](Records& records) { records.set(key, value); });
  }
  auto erase(std::string_view key) {
    return change([key](Records& records) { return records.erase(key); });
  }
  auto exists(std::string_view key) {
    return read([key](Records& records) { return records.exists(key); });
  }
  auto add(std::string_view key, std::int64_t delta) {
    return change([key, delta](Records& records) { return records.add(key, delta); });
  }
  auto size() {
    return read([](Records& records) { return records.size(); });
  }

private:
  template <class Work>
  DatabaseCallOf<Work> read(Work work) {
    return DatabaseCallOf<Work>(thread_, Records::Access::reads, std::move(work));
  }
  template <class Work>
  DatabaseCallOf<Work> change(Work work) {
    return DatabaseCallOf<Work>(thread_, Records::Access::writes, std::move(work));
  }

  DatabaseThread thread_;
};

} // namespace kv
