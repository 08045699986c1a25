#include "storage.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

using storage::ObjectMeta;

class Memory : public storage::ObjectStoreDefaults<Memory> {
public:
  using Bytes = std::vector<std::byte>;
  template <class T>
  using Outcome = std::variant<T, std::string>;

  task<Outcome<ObjectMeta>> put(std::string_view path, Bytes data,
                                storage::PutOptions options = {}) {
    const auto [at, is_new] = objects_.try_emplace(std::string(path), std::move(data));
    if (!is_new && !options.overwrite)
      co_return "exists";
    co_return ObjectMeta{at->first, at->second.size()};
  }
  task<Outcome<Bytes>> get(std::string_view path) const {
    const auto found = objects_.find(path);
    if (found == objects_.end())
      co_return "not found";
    co_return found->second;
  }
  task<Outcome<std::vector<Bytes>>>
  get_ranges(std::string_view path,
             std::span<const std::pair<std::size_t, std::size_t>> ranges) const {
    const auto found = objects_.find(path);
    std::vector<Bytes> parts;
    for (const auto& [from, to] : ranges)
      parts.emplace_back(found->second.begin() + static_cast<std::ptrdiff_t>(from),
                         found->second.begin() + static_cast<std::ptrdiff_t>(to));
    co_return parts;
  }
  task<std::optional<ObjectMeta>> head(std::string_view path) const {
    const auto found = objects_.find(path);
    if (found == objects_.end())
      co_return std::nullopt;
    co_return ObjectMeta{found->first, found->second.size()};
  }
  task<void> list(std::string_view prefix, std::function<bool(const ObjectMeta&)> visit) const {
    for (const auto& [path, data] : objects_)
      if (path.starts_with(prefix) && !visit({path, data.size()}))
        break;
    co_return;
  }
  task<bool> remove(std::string_view path) { co_return objects_.erase(std::string(path)) > 0; }

private:
  std::map<std::string, Bytes, std::less<>> objects_;
};

task<void> use_objects(storage::ObjectStore auto& store) {
  const auto put = co_await store.put("a/b", std::vector<std::byte>(5));
  CHECK(std::get<ObjectMeta>(put).size == 5);
  const auto copied = co_await store.copy("a/b", "a/c");
  CHECK(std::get<ObjectMeta>(copied).path == "a/c");
  const auto missing = co_await store.copy("x", "y");
  CHECK(std::get<std::string>(missing) == "not found");
  const std::pair<std::size_t, std::size_t> ranges[] = {{0, 2}, {1, 5}};
  const auto parts = co_await store.get_ranges("a/b", ranges);
  CHECK(std::get<0>(parts).at(1).size() == 4);
  int seen = 0;
  const std::function<bool(const ObjectMeta&)> count = [&seen](const ObjectMeta&) {
    ++seen;
    return true;
  };
  co_await store.list("a/", count);
  CHECK(seen == 2);
  CHECK(co_await store.remove("a/b"));
  const auto head = co_await store.head("a/b");
  CHECK(!head);
}

class Table : public storage::KeyValueStoreDefaults<Table, std::string, int> {
public:
  using Error = int;
  task<std::optional<int>> get(const std::string& key) const {
    const auto found = values_.find(key);
    co_return found == values_.end() ? std::nullopt : std::optional(found->second);
  }
  task<std::optional<int>> insert(std::string key, int value) {
    const auto [at, is_new] = values_.try_emplace(std::move(key), value);
    if (is_new)
      co_return std::nullopt;
    co_return std::exchange(at->second, value);
  }
  task<bool> erase(const std::string& key) { co_return values_.erase(key) > 0; }
  std::size_t size() const noexcept { return values_.size(); }

private:
  std::map<std::string, int> values_;
};

task<void> use_table(storage::KeyValueStore<std::string, int> auto& table) {
  CHECK(table.empty());
  const auto first = co_await table.insert("one", 1);
  const auto second = co_await table.insert("one", 2);
  CHECK(!first && second == 1);
  CHECK(co_await table.contains("one"));
  CHECK(co_await table.erase("one"));
  CHECK(table.size() == 0);
}

int open = 0;
int committed = 0;

class Work {
public:
  explicit Work(int level) : level_(level) { ++open; }
  Work(Work&& other) noexcept : level_(other.level_) { ++open; }
  Work& operator=(Work&&) = delete;
  ~Work() { --open; }

  task<void> execute(std::string statement) {
    statements_ += static_cast<int>(statement.size());
    co_return;
  }
  task<storage::DynTransaction> savepoint() { co_return Work(level_ + 1); }
  task<bool> commit() && {
    committed += statements_;
    co_return level_ > 0;
  }
  task<void> rollback() && { co_return; }

private:
  int level_;
  int statements_ = 0;
};

task<void> use_transaction(storage::DynTransaction transaction) {
  co_await transaction.execute("insert");
  storage::DynTransaction inner = co_await transaction.savepoint();
  co_await inner.execute("delete");
  co_await std::move(inner).rollback();
  CHECK(!co_await std::move(transaction).commit());
}

} // namespace

int main() {
  Memory memory;
  block_on(use_objects(memory));
  storage::DynObjectStore objects = Memory();
  block_on(use_objects(objects));
  storage::DynKeyValueStore<std::string, int, int> table = Table();
  block_on(use_table(table));
  block_on(use_transaction(Work(0)));
  CHECK(open == 0);
  CHECK(committed == 6);
  std::puts("ok");
}
