#include "sqlite.h"

#include "store_error.h"

#include <cstddef>

namespace kv::sqlite {

namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  const int kind = code & 0xff;
  if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
    throw StoreBusy(sqlite3_errmsg(database));
  throw StoreError(sqlite3_errmsg(database));
}

} // namespace

Database::Database(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK)
    fail(handle, code);
}

void Database::execute(const char* statements) {
  const int code = sqlite3_exec(handle(), statements, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    fail(handle(), code);
}

Row::Row(sqlite3_stmt* statement) : statement_(statement), exists_(false) {
  const int code = sqlite3_step(statement_);
  exists_ = code == SQLITE_ROW;
  if (exists_ || code == SQLITE_DONE)
    return;
  sqlite3_reset(statement_);
  fail(sqlite3_db_handle(statement_), code);
}

std::string_view Row::bytes(int column) const {
  const void* const data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return {static_cast<const char*>(data), size};
}

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

Statement::Statement(Database& database, std::string_view text) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(database.handle(), text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK)
    fail(database.handle(), code);
}

void Statement::bind(int index, std::string_view bytes) {
  // A null pointer would be NULL and not an empty value.
  const char* const data = bytes.data() == nullptr ? "" : bytes.data();
  const int code = sqlite3_bind_blob64(handle_.get(), index, data, bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK)
    fail(sqlite3_db_handle(handle_.get()), code);
}

} // namespace kv::sqlite
