#include "overloads.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <array>
#include <concepts>

using async_trait::block_on;
using async_trait::task;

namespace {

class Source {
public:
  using Error = int;

  auto read(std::span<std::byte> buffer) { return async_trait::ready(buffer.size()); }
  task<std::string> read(char end, int attempts) {
    co_return std::string(static_cast<std::size_t>(attempts), end);
  }
  task<std::string> read(std::string_view end) const { co_return std::string(end); }
  task<int> wait(std::chrono::milliseconds time, bool strict) {
    co_return strict ? static_cast<int>(time.count()) : -1;
  }
  bool is_open() const { return true; }
  task<int> position() const { co_return 17; }
  task<int> tell() const { co_return 18; }
  int old_flags(int mask) const { return mask; }
  void log(const char* text, int* error) noexcept {
    last = text;
    had_error = error != nullptr;
  }

  std::string last;
  bool had_error = true;
};

using Dyn = demo::DynReader<int>;
using Vtable = demo::DynReaderVtable<int>;
static_assert(demo::Reader<Source, int>);
static_assert(demo::Reader<Dyn, int>);
static_assert(std::same_as<demo::ReaderTypes<Source>::Read2, task<std::string>>);
static_assert(std::same_as<demo::ReaderTypes<Dyn>::Read3, Dyn::Read3>);
static_assert(requires(Vtable vtable) { vtable.read_fn, vtable.read_fn2, vtable.read_fn3; });
static_assert(demo::dyn_reader_vtable<Source>.read_fn3 == &Vtable::read_wrapper3<Source>);

template <class T>
void use(T& reader) {
  std::array<std::byte, 9> buffer;
  CHECK(block_on(reader.read(std::span(buffer))) == 9);
  CHECK(block_on(reader.read('x')) == "xxx");
  CHECK(block_on(reader.read('x', 2)) == "xx");
  CHECK(block_on(reader.read(std::string_view("end"))) == "end");
  CHECK(block_on(reader.wait()) == 5);
  CHECK(block_on(reader.wait(std::chrono::seconds(1))) == 1000);
  CHECK(block_on(reader.wait(std::chrono::seconds(1), false)) == -1);
  CHECK(reader.is_open());
  CHECK(block_on(reader.position()) == 17);
  reader.log();
}

struct Number {
  int number;
};
struct Counting : Number {
  int& value() & { return number; }
  const int& value() const& { return number; }
  int kind(int) const { return 1; }
  int kind(double) const { return 2; }
  int kind(int) { return 3; }
  auto end() const& { return async_trait::ready(4); }
  auto end() && { return async_trait::ready(5); }
};

} // namespace

template <>
struct demo::QualifiedImpl<Number> {
  static int& value(Number& object) { return object.number; }
  static const int& value(const Number& object) { return object.number; }
  static int kind(const Number&, int) { return 1; }
  static int kind(const Number&, double) { return 2; }
  static int kind(Number&, int) { return 3; }
  static auto end(const Number&) { return async_trait::ready(4); }
  static auto end(Number&&) { return async_trait::ready(5); }
};

static_assert(demo::Qualified<Counting> && demo::Qualified<demo::DynQualified>);
static_assert(!demo::Qualified<demo::DynQualifiedRef> &&
              !demo::Qualified<demo::DynQualifiedShared>);

namespace {

void use(demo::DynQualified object) {
  const demo::DynQualified& constant = object;
  object.value() = 9;
  CHECK(constant.value() == 9);
  CHECK(constant.kind(1) == 1 && constant.kind(1.0) == 2 && object.kind(1) == 3);
  const demo::DynQualifiedRef ref = object;
  ref.value() = 8;
  CHECK(constant.value() == 8 && ref.kind(1) == 3 && block_on(ref.end()) == 4);
  CHECK(block_on(object.end()) == 4 && block_on(std::move(object).end()) == 5);
}

} // namespace

int main() {
  use(Counting{{1}});
  use(Number{1});
  Dyn dyn = Source();
  use(dyn);
  CHECK(dyn.target<Source>()->last == "a \"quoted\" text, with a comma");
  CHECK(!dyn.target<Source>()->had_error);
  demo::DynReaderRef<int> ref = dyn;
  use(ref);
  demo::DynReaderShared<int> shared = std::move(dyn);
  use(shared);
  std::puts("ok");
}
