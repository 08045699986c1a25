// The table of keys and values in a file. Everything here blocks.
#pragma once

#include "sqlite.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kv {

/// For one thread at a time. Throws StoreError and StoreBusy.
class Records {
public:
  /// Opens the file, or makes one. What is committed is on the disk: the log is flushed each time.
  explicit Records(const std::filesystem::path& file);

  std::optional<std::string> get(std::string_view key);
  void set(std::string_view key, std::string_view value);
  bool erase(std::string_view key);
  bool exists(std::string_view key);
  std::int64_t add(std::string_view key, std::int64_t delta);
  std::uint64_t size();

  enum class Access { reads, writes };

  /// What is done while it lives is done as a whole by `commit`, else not at all.
  class Transaction {
  public:
    /// One that writes locks other processes out, or throws StoreBusy.
    Transaction(Records& records, Access access);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    void commit() { database_.execute("COMMIT"); }

  private:
    sqlite::Database& database_;
  };

private:
  sqlite::Database database_;
  sqlite::Statement get_;
  sqlite::Statement set_;
  sqlite::Statement erase_;
  sqlite::Statement exists_;
  sqlite::Statement size_;
};

} // namespace kv
