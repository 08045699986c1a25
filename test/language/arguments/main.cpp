#include "arguments.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::task;

namespace {

struct Wide2 : demo::WideDefaults<Wide2, 2> {
  int count(int (&row)[6]) const { return row[0]; }
};
struct Choice1 : demo::ChoiceDefaults<Choice1, 1> {
  int count(int (&)[6]) const { return 0; }
};
struct Small1 : demo::SmallDefaults<Small1, 1> {
  int count(int (&)[2]) const { return 0; }
};
struct Both : demo::BothDefaults<Both> {};
struct Sum3 : demo::SumOfDefaults<Sum3, 3> {};

template <class Base, class T>
struct Putting : Base {
  task<void> put(const T&) { co_return; }
};
struct Lines : Putting<demo::LinesDefaults<Lines>, const char*> {};
struct Numbers : Putting<demo::NumbersDefaults<Numbers>, unsigned long> {};
struct Pointers : Putting<demo::PointersDefaults<Pointers>, int*> {};
struct Functions : Putting<demo::FunctionsDefaults<Functions>, int (*)(int)> {};

int twice(int by) { return by * 2; }
struct Passing {
  int pass(int (*t)(int), int (**p)(int), int (*const& c)(int)) { return t(1) + (*p)(2) + c(3); }
  int (*give(int) const)(int) { return twice; }
  int refer(int& t, int&) { return t; }
};

struct Logs {
  task<int> log(std::string s, int a, char b) { co_return static_cast<int>(s.size()) + a + b; }
  task<int> log(std::string s) { co_return static_cast<int>(s.size()); }
};
struct Words : demo::WordsDefaults<Words> {};

void values() {
  const demo::DynWide<2> wide = Wide2();
  CHECK(wide.doubled() == 6 && wide.less() == 7 && wide.is_more(2) && !wide.is_more(3));
  int row[6] = {5};
  CHECK(wide.count(row) == 5);
  CHECK(demo::DynChoice<1>(Choice1()).doubled() == 6);
  CHECK(demo::DynSmall<1>(Small1()).doubled() == 2);
  CHECK(!demo::DynBoth(Both()).is_read());
  CHECK(demo::DynSumOf<3>(Sum3()).sum() == 12);
}

void types() {
  demo::DynLines lines = Lines();
  block_on(lines.put("a"));
  CHECK(lines.zero() == nullptr && lines.several("b") == 1);
  CHECK(demo::DynNumbers(Numbers()).one(2) == 2);
  int number = 3;
  CHECK(demo::DynPointers(Pointers()).one(&number) == &number);
  CHECK(demo::DynFunctions(Functions()).one(twice)(4) == 8);
  int (*function)(int) = twice;
  demo::DynPassingFunction passing = Passing();
  CHECK(passing.pass(twice, &function, function) == 12 && passing.give(1)(2) == 4);
  demo::DynPassingOf<int> passing_of = Passing();
  CHECK(passing_of.pass(twice, &function, function) == 12);
  CHECK(demo::DynReferringInt(Passing()).refer(number, number) == 3);
  CHECK(demo::DynWords(Words()).add() == 6);
}

} // namespace

int main() {
  values();
  types();
  demo::DynLogTwo two = Logs();
  demo::DynLogNone none = Logs();
  CHECK(block_on(two.log("ab", 1, '\1')) == 4 && block_on(none.log()) == 1);
  std::puts("ok");
}
