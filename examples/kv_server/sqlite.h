// SQLite with owners, bytes and exceptions.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace kv::sqlite {

/// A connection, for one thread at a time. Whatever fails throws StoreError, or StoreBusy where
/// another process has locked the file, with SQLite's own words.
class Database {
public:
  /// Creates the file if there is none.
  explicit Database(const std::filesystem::path& file);

  /// Runs statements that have no parameters and whose results nobody needs.
  void execute(const char* statements);

  bool is_in_transaction() const noexcept { return sqlite3_get_autocommit(handle_.get()) == 0; }

  /// How many rows the last statement changed.
  std::int64_t changes() const noexcept { return sqlite3_changes64(handle_.get()); }

  sqlite3* handle() const noexcept { return handle_.get(); }

private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// The first row of a result, if there is one. When it goes its statement can be run again.
class Row {
public:
  explicit Row(sqlite3_stmt* statement);
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  ~Row() { sqlite3_reset(statement_); }

  explicit operator bool() const noexcept { return exists_; }

  /// As long as the row.
  std::string_view bytes(int column) const;
  std::int64_t integer(int column) const;

private:
  sqlite3_stmt* statement_;
  bool exists_;
};

/// A statement that is compiled once.
class Statement {
public:
  /// Must not outlive `database`.
  Statement(Database& database, std::string_view text);

  /// Runs it with these for its parameters; what they refer to must outlive the row.
  template <class... Parameters>
  Row run(const Parameters&... parameters) {
    int index = 0;
    (bind(++index, parameters), ...);
    return Row(handle_.get());
  }

private:
  void bind(int index, std::string_view bytes);

  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

} // namespace kv::sqlite
