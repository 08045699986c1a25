#include "associated_types.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <string>

using async_trait::block_on;
using async_trait::task;

namespace {

struct Users {
  using Key = std::string;
  using Value = int;
  using Index = unsigned char;
  using Row = std::pair<std::string, int>;

  task<std::optional<Row>> find(std::string key, void (*handler)(const Row&) = nullptr) {
    Row row(key, 1);
    if (handler != nullptr)
      handler(row);
    co_return row;
  }
  task<std::map<std::string, Row>> all() const {
    std::map<std::string, Row> rows;
    rows.emplace("a", Row("a", 1));
    co_return rows;
  }
  task<std::pair<std::string, unsigned char>> position(const std::pair<std::string, int>& entry) {
    co_return std::pair(entry.first, static_cast<unsigned char>(entry.second));
  }
  std::error_code last_error() const noexcept { return {}; }
};

// Each breaks one bound.
struct Unordered : Users {
  using Key = std::error_condition*;
};
struct Immovable : Users {
  struct Value {
    Value(Value&&) = delete;
  };
};
struct TooSmall : Users {
  using Value = signed char;
};
struct TooLarge : Users {
  using Index = std::string;
};
static_assert(demo::Table<Users>);
static_assert(demo::Table<Users, std::string, int>);
static_assert(demo::Table<Users, std::string, async_trait::any, unsigned char>);
static_assert(!demo::Table<Users, std::string, long>);
static_assert(!demo::Table<Unordered>);
static_assert(!demo::Table<Immovable>);
static_assert(!demo::Table<TooSmall>);
static_assert(!demo::Table<TooLarge>);

using Dyn = demo::DynTable<std::string, int, unsigned char>;
static_assert(demo::Table<Dyn, std::string, int, unsigned char>);
static_assert(std::same_as<Dyn::Row, std::pair<std::string, int>>);
static_assert(std::same_as<Dyn::Keyed<char>, std::pair<std::string, char>>);
using Types = demo::TableTypes<Users>;
static_assert(std::same_as<Types::Index, unsigned char>);
static_assert(std::same_as<Types::Error, std::error_code>);
static_assert(std::same_as<Types::Keyed<int>, std::pair<std::string, int>>);
static_assert(std::same_as<Types::All, task<Types::Rows>>);

template <demo::Table T>
task<void> use(T& table) {
  using Names = demo::TableTypes<T>;
  const std::optional<typename Names::Row> row = co_await table.find("key");
  CHECK(row->first == "key");
  const auto rows = co_await table.all();
  CHECK(rows.size() == 1);
  const typename Names::template Keyed<int> entry("entry", 7);
  const auto index = co_await table.position(entry);
  CHECK(index.second == 7);
  CHECK(!table.last_error());
}

} // namespace

int main() {
  Users users;
  block_on(use(users));
  Dyn dyn = Users();
  block_on(use(dyn));
  std::puts("ok");
}
