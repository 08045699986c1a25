#include "bodies.h"

#include <async_trait/async_trait.h>
#include <cstdio>
#include <sstream>

using async_trait::block_on;

namespace {

struct Text : demo::SourceDefaults<Text> {
  int number = 10;

  async_trait::task<std::string> read() { co_return "four"; }
  async_trait::task<std::optional<int>> next() { co_return ++number; }
  int base() const { return number; }
  demo::DynSource clone() const { return Text(*this); }
};
static_assert(demo::Source<Text>);

template <demo::Source S>
bool works(S source) {
  source.reset();
  source.rewind();
  source.forget();
  block_on(source.flush());
  block_on(source.log("line"));
  bool good = source.scaled(4) == 8 && source.scaled(4.0) == 1;
  good &= source.constant(1) == 7 && source.constant(1, 2) == 7 && source.named(1) == 8;
  good &= block_on(source.immediate()) == 5;
  good &= block_on(source.length()) == 4;
  good &= source.copied() == 30 && source.copied_too(2) == 12;
  good &= source.not_copied(3) == 3;
  good &= source.associated() == 6;
  // A Dyn has the last default alone.
  good &= source.defaulted([](int x) { return x; }, 1) == 2;
  good &= source.local() == 16;
  good &= source.trailing() == 1 && source.results() == 4;
  good &= source.several().size() == 2;
  good &= source.qualified() == 14;
  good &= source.compile_time() == 4;
  good &= block_on(source.value()) == 23;
  return good;
}

/// Of a type that cannot be changed.
struct Plain {
  int number = 10;
};

} // namespace

template <>
struct demo::SourceImpl<Plain> {
  static async_trait::task<std::string> read(Plain&) { co_return "four"; }
  static async_trait::task<std::optional<int>> next(Plain& self) { co_return ++self.number; }
  static int base(const Plain& self) { return self.number; }
  static demo::DynSource clone(const Plain& self) { return Plain(self); }
  static int named(const Plain&, int) { return -8; }
};

namespace {

struct Letters : demo::StoreDefaults<Letters> {
  using Item = char;
  std::vector<char> items() const { return {'a', 'b', 'c'}; }
};
static_assert(demo::Store<Letters, char>);

struct Numbers : demo::CacheDefaults<Numbers, int> {
  using Value = int;
  int peek() const { return 5; }
  async_trait::task<int> get(int key, int more) { co_return key + more; }
};
static_assert(demo::Cache<Numbers, int, int>);

struct Doubles : demo::BothDefaults<Doubles> {
  using Item = double;
  using Value = int;
  std::vector<double> items() const { return {1, 2}; }
  int peek() const { return 5; }
};
static_assert(demo::Both<Doubles, double, int>);
static_assert(demo::Cell<Doubles, double, int>);

struct Any : demo::GenericDefaults<Any> {
  using Item = int;
};
struct Other {};

} // namespace

template <>
struct demo::GenericImpl<Other> {
  using Item = int;
  template <class F>
  static int visit(const Other&, F) {
    return 100;
  }
};

namespace {

bool generic() {
  const Any any;
  const auto of_int = [](int value) { return value; };
  const auto of_text = [](const std::string& text) { return static_cast<int>(text.size()); };
  static_assert(std::same_as<decltype(any.zero()), long>);
  static_assert(std::same_as<decltype(any.zero<char>()), char>);
  Other other;
  return any.count<int, long>() == 2 && any.count<>() == 0 && any.converted('c') == 'c' &&
         any.visit(of_int) == 1 && any.visit(of_text) == 4 &&
         demo::as_generic(other).visit(of_int) == 100;
}

template <template <class> class Defaults>
struct With : Defaults<With<Defaults>> {};
template <class T>
using Folded = demo::MoreFoldsDefaults<T, 1, 2>;

bool folds() {
  const With<demo::ThreeFoldsDefaults> three;
  const With<demo::OneFoldDefaults> one;
  const With<Folded> more;
  std::ostringstream text;
  three.print(text);
  more.print(text);
  return three.sum() == 15 && three.sum_from(5) == 20 && three.difference() == 7 &&
         three.difference_to(1) == 6 && three.difference_from_left() == 3 && one.sum() == 9 &&
         one.difference() == 9 && more.sum() == 14 && more.sum_from(1) == 15 &&
         more.difference() == 8 && more.difference_to(1) == 9 && more.difference_from_left() == 4 &&
         text.str() == "9429122" && With<demo::TwoSizesDefaults>().size() == 2 &&
         With<demo::TwoSizesDefaults>().size_from(1) == 3;
}

} // namespace

int main() {
  static_assert(Text().compile_time() == 4);
  static_assert(Text::limit() == 9);
  bool good = works(Text()) && works(demo::DynSource(Text()));
  good &= Text().defaulted() == 5;
  Plain plain;
  good &= demo::as_source(plain).named(1) == -8 && demo::as_source(plain).scaled(1.0) == 1 &&
          demo::as_source(plain).copied() == 30 && demo::as_source(plain).defaulted() == 5;
  Letters letters;
  good &= letters.first() == 'a' && block_on(letters.last()) == 'c' && letters.none().empty() &&
          !letters.cell();
  Numbers numbers;
  demo::DynCache<int, int> cache = Numbers();
  good &= numbers.twice() == 13 && cache.twice() == 13 && block_on(cache.get(1)) == 4;
  demo::DynBoth<double, int> both = Doubles();
  demo::DynCell<double, int> cell = std::move(both);
  good &= cell.peek() == 5;
  if (good && generic() && folds())
    std::puts("ok");
}
