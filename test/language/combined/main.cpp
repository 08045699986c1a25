#include "catalog.decorator.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <map>

using async_trait::block_on;
using async_trait::task;

namespace {

class Books : public shop::CatalogDefaults<Books, std::string, int, bool>, testing::Counted<Books> {
public:
  using Error = int;
  using Item = long;
  static inline const std::string name = "books";
  static constexpr std::size_t page = 3;

  task<std::optional<int>> close() && { co_return size() == 0 ? std::optional(1) : std::nullopt; }
  task<std::optional<long>> find(const std::string& key) const {
    const auto found = items_.find(key);
    co_return found == items_.end() ? std::nullopt : std::optional(found->second);
  }
  task<std::vector<long>> find(int tag, bool all, std::size_t limit) const {
    co_return std::vector<long>(limit, all ? tag : 0);
  }
  task<void> add(std::string key, long item, std::chrono::milliseconds time) {
    CHECK(time.count() == 1000);
    items_[key] = item;
    co_return;
  }
  std::size_t size() const noexcept { return items_.size(); }
  static task<std::unique_ptr<int>> open(std::string) { co_return nullptr; }

  using testing::Counted<Books>::alive;

private:
  std::map<std::string, long> items_;
};

static_assert(shop::Catalog<Books, std::string, async_trait::any, long, int, bool>);
using Dyn = shop::DynCatalog<std::string, int, long, int, bool>;
static_assert(shop::Catalog<Dyn, std::string, int, long, int, bool>);

task<void> use(Dyn catalog) {
  co_await catalog.add("one", 1);
  CHECK(co_await catalog.has("one"));
  CHECK(!co_await catalog.has("two"));
  const auto one = co_await catalog.find("one");
  CHECK(one == 1);
  const auto page = co_await catalog.find(7, true);
  CHECK(page == std::vector<long>({7, 7, 7}));
  CHECK(catalog.name() == "books" && catalog.size() == 1);
  shop::DynClosing<int> closing = std::move(catalog);
  const auto error = co_await std::move(closing).close();
  CHECK(!error);
}

} // namespace

int main() {
  block_on(use(Books()));
  CHECK(Books::alive == 0);
  std::puts("ok");
}
