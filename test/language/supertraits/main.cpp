#include "allocations.h"
#include "supertraits.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <type_traits>
#include <utility>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

class Log : public demo::FileDefaults<Log>, testing::Counted<Log> {
public:
  using Error = int;
  using Item = char;
  using Name = std::string;
  static constexpr int version = 5;

  auto flush() { return ready(0); }
  std::vector<char> buffered() const { return {'b'}; }
  auto read(int count) { return ready(static_cast<char>('a' + count)); }
  task<int> write(std::string text, std::vector<char> rest) {
    co_return static_cast<int>(text.size() + rest.size());
  }
  task<std::string> label() const { co_return "log"; }
  // One of the provided methods of a supertrait.
  base::Mode mode() const { return base::Mode::soft; }

  using testing::Counted<Log>::alive;
};

struct OnlyReads : demo::ReaderDefaults<OnlyReads> {
  using Error = int;
  using Item = char;
  static constexpr int version = 1;
  auto flush() { return ready(0); }
  std::vector<char> buffered() const { return {}; }
  auto read(int) { return ready('r'); }
};

using File = demo::DynFile<int, char, std::string>;
static_assert(demo::File<Log, int, char, std::string>);
static_assert(demo::Reader<Log, int, char> && demo::Writer<Log, int> && demo::Stream<Log>);
static_assert(base::Closing<Log, std::string>);
static_assert(!demo::File<OnlyReads>);
static_assert(demo::Reader<OnlyReads>);
static_assert(demo::File<File> && demo::Reader<File> && demo::Writer<File> && demo::Stream<File>);
static_assert(std::is_same_v<demo::FileTypes<Log>::Item, char>);
static_assert(std::is_same_v<demo::FileTypes<Log>::Flush, decltype(ready(0))>);

using Reader = demo::DynReader<int, char>;
using Stream = demo::DynStream<int>;
static_assert(std::is_nothrow_convertible_v<File, Reader>);
static_assert(std::is_nothrow_convertible_v<File, demo::DynWriter<int>>);
static_assert(std::is_nothrow_convertible_v<File, Stream>);
static_assert(std::is_nothrow_convertible_v<Reader, Stream>);
static_assert(std::is_nothrow_convertible_v<File, base::DynClosing<std::string>>);
static_assert(!std::is_convertible_v<Reader, File>);
static_assert(!std::is_convertible_v<File, base::DynClosing<int>>);
static_assert(!std::is_convertible_v<const File&, Reader>);
static_assert(std::is_nothrow_convertible_v<demo::DynFileRef<int, char, std::string>,
                                            demo::DynStreamRef<int>>);
static_assert(std::is_nothrow_convertible_v<demo::DynFileShared<int, char, std::string>,
                                            demo::DynStreamShared<int>>);
static_assert(std::is_nothrow_convertible_v<File, demo::DynStreamShared<int>>);
static_assert(std::is_nothrow_convertible_v<File&, demo::DynStreamRef<int>>);

task<void> use(demo::File<int, char, std::string> auto& file) {
  CHECK(co_await file.flush() == 0);
  CHECK(file.buffered().size() == 1);
  CHECK(co_await file.read(2) == 'c');
  CHECK(co_await file.skip() == 21);
  CHECK(co_await file.position() == 5);
  CHECK(co_await file.read_twice() == 42);
  std::vector<char> rest(2);
  CHECK(co_await file.write("abc", std::move(rest)) == 5);
  CHECK(co_await file.label() == "log");
  CHECK(file.mode() == base::Mode::soft);
  const int before = base::detail::closed;
  CHECK(co_await file.close("done") == base::Mode::soft);
  CHECK(base::detail::closed == before + 1);
}

void conversions() {
  File file = Log();
  CHECK(file.version() == 5);
  CHECK(file.chunk() == 16);
  const int before = testing::allocations;
  {
    demo::DynStreamRef<int> stream = file;
    demo::DynFileRef<int, char, std::string> ref = file;
    demo::DynReaderRef<int, char> reader = ref;
    stream = reader;
    CHECK(block_on(stream.flush()) == 0);
    CHECK(stream.version() == 5);
    Reader owner = std::move(file);
    CHECK(!file);
    Stream top = std::move(owner);
    CHECK(!owner);
    CHECK(top.target<Log>() != nullptr);
    CHECK(top.version() == 5);
    CHECK(Log::alive == 1);
  }
  CHECK(Log::alive == 0);
  {
    demo::DynFileShared<int, char, std::string> shared = Log();
    const int made = testing::allocations;
    demo::DynWriterShared<int> writer = shared;
    demo::DynStreamShared<int> stream = writer;
    demo::DynStreamRef<int> ref = stream;
    CHECK(ref.version() == 5);
    CHECK(Log::alive == 1);
    shared = demo::DynFileShared<int, char, std::string>(writer ? File(Log()) : File(Log()));
    CHECK(made < testing::allocations);
    CHECK(Log::alive == 2);
  }
  CHECK(Log::alive == 0);
  CHECK(testing::allocations > before);
}

void conversions_do_not_allocate() {
  File file = Log();
  demo::DynFileShared<int, char, std::string> shared = Log();
  const int before = testing::allocations;
  const demo::DynStreamRef<int> ref = file;
  const demo::DynStreamShared<int> copy = shared;
  const Stream stream = std::move(file);
  CHECK(ref && copy && stream);
  CHECK(testing::allocations == before);
}

struct Packed : Log {
  int level() const { return 3; }
};
using PackedTypes = demo::ArchiveTypes<Packed>;
static_assert(std::same_as<PackedTypes::Position, task<int>>);

struct Names {
  using Value = std::string;
  task<std::string> get(std::shared_ptr<int> key) { co_return std::to_string(*key); }
  task<void> drop(const int&) { co_return; }
  int size(char, long) const { return 2; }
};

template <class Base, class K>
struct Rows : Base {
  using Value = char;
  using Row = short;
  task<char> get(K) { co_return 'v'; }
  task<std::pair<K, std::string>> find(K key, Row near) {
    co_return std::pair(key, std::to_string(near));
  }
  int height() const { return 1; }
};
struct IndexRows : Rows<demo::IndexDefaults<IndexRows>, int> {};
struct BothRows : Rows<demo::BothDefaults<BothRows>, long> {};

void defaults() {
  demo::DynIndex<char, short> index = IndexRows();
  CHECK(index.filled(3).second == "##");
  demo::DynTable<int, 2, std::pair<int, std::string>, char, short> table = std::move(index);
  CHECK(block_on(table.find(1, 5)).second == "5");
  demo::DynBoth<char, short> both = BothRows();
  CHECK(both.filled(1).second == "####");
  demo::DynCluster<long, char, short> cluster = std::move(both);
  CHECK(block_on(cluster.get(1)) == 'v');
}

struct Parts {
  task<parts::Bolt> take(parts::Bolt part) { co_return part; }
  int bolts(shop::Bolt) const { return 2; }
};

void namespaces() {
  shop::DynShelf shelf = Parts();
  CHECK(block_on(shelf.take({7})).size == 7 && shelf.bolts({}) == 2);
  shop::DynStore store = Parts();
  parts::DynBox<parts::Bolt> box = std::move(store);
  CHECK(block_on(box.take({8})).size == 8);
}

} // namespace

int main() {
  {
    Log log;
    block_on(use(log));
    File file = Log();
    block_on(use(file));
    demo::DynFileRef<int, char, std::string> ref = log;
    block_on(use(ref));
  }
  CHECK(Log::alive == 0);
  conversions();
  conversions_do_not_allocate();

  const demo::DynArchive<int, char> packed = Packed();
  CHECK(packed.level() == 3);

  demo::DynCache<int, std::string, char, long> cache = Names();
  static_assert(demo::Cache<Names, int, std::string, char, long>);
  CHECK(block_on(cache.get(std::make_shared<int>(3))) == "3");
  block_on(cache.drop(3));
  CHECK(cache.size('a', 1) == 2);
  demo::DynSource<std::shared_ptr<int>, std::string> source = std::move(cache);
  CHECK(block_on(source.get(std::make_shared<int>(4))) == "4");
  defaults();
  namespaces();
  std::puts("ok");
}
