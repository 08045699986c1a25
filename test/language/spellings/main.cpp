#include "spellings.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <string>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

struct Named {
  using T = int;
  using T_ = long;
  struct object {};
  struct self {};
  struct start {};
  auto first(int a, long b) { return ready(a + static_cast<int>(b)); }
  int second(object, self, start) { return 2; }
};

struct Taking {
  int done = 0;
  task<int> by_alias(const int* three, int fixed, int (*handler)(int)) {
    co_return three[2] + fixed + handler(1);
  }
  int of_alias(const char* const& text, std::pair<int, int> both,
               std::pair<int, const char*> other) const {
    return text == other.second ? both.second : 0;
  }
  void listen(void (*call)(int), int a, int b) { call(a + b); }
  void on_done(int value) { done = value; }
  auto constant() { return ready(5); }
  [[noreturn]] void stop() { std::abort(); }
  task<demo::Status> status() { co_return demo::Status(); }
  std::pair<demo::Status, int> pair() { return {{}, 6}; }
};

struct Keys {
  task<int> by_reference(const int& a, const char& b) { co_return a + b; }
  auto by_value(int a, char b) { return ready(a + b); }
  task<int> by_pointer(const int* a, const char* b) { co_return *a + *b; }
  task<int> sum(double* keys, int count) {
    double result = 0;
    for (int i = 0; i < count; ++i)
      result += keys[i];
    co_return static_cast<int>(result);
  }
  int first(const double* keys, double (*call)(int)) const {
    return static_cast<int>(keys[0] + call(1));
  }
};
struct Numbers {
  auto sum(int* keys, int) { return ready(keys[0]); }
  auto by_reference() { return ready(1); }
  auto by_value() { return ready(2); }
  auto by_pointer() { return ready(3); }
  int first(const int* keys, int (*call)(int)) const { return call(keys[0]); }
  int only_of_numbers() const { return 9; }
};

template <class T>
concept HasNumbers = requires(T object) { object.only_of_numbers(); };

int twice(int value) { return 2 * value; }
int heard = 0;

} // namespace

int main() {
  demo::DynNames<int, long, Named::object, Named::self, Named::start> names = Named();
  CHECK(block_on(names.first(3, 4)) == 7 && names.second({}, {}, {}) == 2);

  demo::DynParameters parameters = Taking();
  int three[] = {1, 2, 3};
  const char* const text = "text";
  CHECK(block_on(parameters.by_alias(three, 10, twice)) == 15);
  CHECK(parameters.of_alias(text, {1, 8}, {1, text}) == 8);
  parameters.listen([](int value) { heard = value; }, 1, 2);
  CHECK(heard == 3 && block_on(parameters.constant()) == 5 && parameters.pair().second == 6);
  block_on(parameters.status());

  demo::DynDependent<double, int, int, char> keys = Keys();
  const char b = 2;
  CHECK(block_on(keys.by_reference(three[0], b)) == 3 && block_on(keys.by_value(4, b)) == 6);
  CHECK(block_on(keys.by_pointer(three, &b)) == 3);
  double halves[] = {0.5, 1.5};
  CHECK(block_on(keys.sum(halves, 2)) == 2);
  CHECK(keys.first(halves, [](int number) { return number + 0.5; }) == 2);
  demo::DynDependent<int> numbers = Numbers();
  CHECK(numbers.only_of_numbers() == 9 && numbers.first(three, twice) == 2);
  static_assert(HasNumbers<demo::DynDependent<int>> && !HasNumbers<decltype(keys)>);
  std::puts("ok");
}
