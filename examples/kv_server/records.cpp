#include "records.h"

#include "decimal.h"
#include "store_error.h"

#include <utility>

namespace kv {

namespace {

sqlite::Database open(const std::filesystem::path& file) {
  sqlite::Database database(file);
  sqlite3_busy_timeout(database.handle(), 1000); // Another process may be closing the file.
  // With a log a reader waits for nobody. FULL: the log is flushed at each commit.
  database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "CREATE TABLE IF NOT EXISTS records (key BLOB NOT NULL PRIMARY KEY,"
                   " value BLOB NOT NULL)");
  sqlite3_busy_timeout(database.handle(), 0); // From now on it is the caller who decides.
  return database;
}

} // namespace

Records::Records(const std::filesystem::path& file)
    : database_(open(file)), get_(database_, "SELECT value FROM records WHERE key = ?"),
      set_(database_, "INSERT INTO records (key, value) VALUES (?, ?)"
                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
      erase_(database_, "DELETE FROM records WHERE key = ?"),
      exists_(database_, "SELECT 1 FROM records WHERE key = ?"),
      size_(database_, "SELECT count(*) FROM records") {}

std::optional<std::string> Records::get(std::string_view key) {
  const sqlite::Row row = get_.run(key);
  if (!row)
    return std::nullopt;
  return std::string(row.bytes(0));
}

void Records::set(std::string_view key, std::string_view value) { set_.run(key, value); }

bool Records::erase(std::string_view key) {
  erase_.run(key);
  return database_.changes() != 0;
}

bool Records::exists(std::string_view key) { return static_cast<bool>(exists_.run(key)); }

std::int64_t Records::add(std::string_view key, std::int64_t delta) {
  const std::optional<std::string> value = get(key);
  const std::int64_t sum = add_checked(value ? parse_decimal(*value) : 0, delta);
  set(key, std::to_string(sum));
  return sum;
}

std::uint64_t Records::size() { return static_cast<std::uint64_t>(size_.run().integer(0)); }

Records::Transaction::Transaction(Records& records, Access access) : database_(records.database_) {
  database_.execute(access == Access::writes ? "BEGIN IMMEDIATE" : "BEGIN");
}

Records::Transaction::~Transaction() {
  // Some failures have ended it already. One that cannot be rolled back is when the file is opened.
  if (database_.is_in_transaction())
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace kv
