#include "parameters.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <string_view>

using async_trait::block_on;
using async_trait::task;

namespace {

int twice(int value) { return 2 * value; }
int called_with = 0;
void callback(int value) { called_with = value; }

class Full {
public:
  task<int> scalar(int value, demo::Mode mode, const char* text, std::nullptr_t) {
    co_return value + (mode == demo::Mode::fast ? 10 : 0) + text[0];
  }
  task<int> constant(int value, std::string text) {
    co_return value + static_cast<int>(text.size());
  }
  task<int> owned(std::unique_ptr<int> pointer, std::vector<std::unique_ptr<int>> more) {
    co_return *pointer + *more.at(0);
  }
  task<int> references(int& counter, const std::string& text, std::string&& taken) {
    const std::string mine = std::move(taken);
    co_return counter += static_cast<int>(text.size() + mine.size());
  }
  task<int> views(std::span<const std::byte> bytes, std::string_view text) {
    co_return static_cast<int>(bytes.size() + text.size());
  }
  task<int> array(const int* values, int (&row)[2], const char (&name)[4]) {
    row[1] = 5;
    co_return values[2] + row[0] + name[0];
  }
  task<int> functions(int (*function)(int), int (*plain)(int), demo::Callback back) {
    back(3);
    co_return function(plain(1));
  }
  task<int> members(int std::pair<int, int>::* field, std::function<int(int, int)> any) {
    std::pair<int, int> pair(3, 4);
    co_return any(pair.*field, 1);
  }
  task<int> unnamed(int value, std::string text, const std::vector<int>& values) {
    co_return value + static_cast<int>(text.size() + values.size());
  }
  task<int> mixed(std::pair<int, std::array<long, 2>> pair, void* raw, const int* fixed) {
    co_return pair.first + *static_cast<int*>(raw) + *fixed;
  }
  int now(std::unique_ptr<int> pointer, const std::string& text, std::string&& taken, int (&row)[2],
          int (*function)(int), std::string copy) const {
    const std::string mine = std::move(taken);
    return *pointer + function(row[0]) + static_cast<int>(text.size() + mine.size() + copy.size());
  }
};

using Text = std::unique_ptr<std::string>;
class Mail {
public:
  using Message = Text;
  task<Text> send(Text message, const Text& other, Text* where) {
    *where = std::make_unique<std::string>(*message + *other);
    co_return std::move(message);
  }
  task<std::vector<Text>> all(std::vector<Text> messages) { co_return std::move(messages); }
  task<void> take(Text&& message) {
    const Text mine = std::move(message);
    co_return;
  }
};

template <class T>
class Keeper {
public:
  task<void> put(T value) {
    ++puts;
    static_cast<void>(value);
    co_return;
  }
  task<void> more(T&&, const T&) {
    ++puts;
    co_return;
  }
  int puts = 0;
};

class Calls {
public:
  using Result = std::string;
  task<std::string> call(int number, std::unique_ptr<int> owned, const std::string& text) {
    co_return std::to_string(number + *owned) + text;
  }
  int count(const int&, const std::unique_ptr<int>&, const std::string&) const { return 3; }
};

struct Scarce {
  task<int> unnamed(int (*function)(int), int (&row)[2]) { co_return function(row[0]); }
  task<int> constant(std::unique_ptr<int> pointer) { co_return *pointer; }
  int now(std::unique_ptr<int> pointer, int (*function)(int)) const { return function(*pointer); }
};

struct Eager {
  task<int> add(int first, const int* second, std::unique_ptr<int> third) {
    co_return first + *second + *third;
  }
};
struct Ready {
  auto add(int first, const int* second, std::unique_ptr<int> third) {
    return async_trait::ready(first + *second + *third);
  }
};
static_assert(std::same_as<demo::ConstantTypes<Eager>::Add, task<int>>);

task<void> use_spare(demo::Spare auto& spare) {
  int row[2] = {3, 0};
  CHECK(co_await spare.unnamed(twice, row) == 6);
  CHECK(co_await spare.constant(std::make_unique<int>(4)) == 4);
  CHECK(spare.now(std::make_unique<int>(5), twice) == 10);
}

/// Cannot fail, whatever its parameters do before.
struct Balance {
  int weigh(demo::Heavy object, int& total, const demo::Heavy& other) noexcept {
    return total += object.weight + other.weight;
  }
  auto later(demo::Heavy object, demo::Heavy also, demo::Heavy&& moved) const noexcept {
    return async_trait::ready(object.weight + also.weight + moved.weight);
  }
};
struct Balances {
  int weigh(demo::Heavy first, int second) noexcept { return first.weight + second; }
};
/// Can fail.
struct Loose : Balance {
  int weigh(demo::Heavy object, int&, const demo::Heavy&) { return object.weight; }
};
static_assert(demo::Scale<Balance, demo::Heavy> && !demo::Scale<Loose, demo::Heavy>);
static_assert(demo::Scales<Balances, demo::Heavy, int>);

task<void> use_scale(demo::Scale<demo::Heavy> auto& scale) {
  int total = 1;
  demo::Heavy heavy(20);
  CHECK(scale.weigh(heavy, total, heavy) == 41);
  CHECK(co_await scale.later(heavy, heavy, std::move(heavy)) == 60);
}

task<void> use(demo::Sink auto& sink) {
  const std::string text = "four";
  int counter = 1;
  CHECK(co_await sink.scalar(1, demo::Mode::fast, "a", nullptr) == 11 + 'a');
  CHECK(co_await sink.constant(1, text) == 5);
  std::vector<std::unique_ptr<int>> more;
  more.push_back(std::make_unique<int>(4));
  auto owned = sink.owned(std::make_unique<int>(3), std::move(more));
  CHECK(co_await std::move(owned) == 7);
  std::string taken = "taken";
  CHECK(co_await sink.references(counter, text, std::move(taken)) == 10);
  CHECK(counter == 10);
  const std::array<std::byte, 3> bytes{};
  CHECK(co_await sink.views(bytes, "xy") == 5);
  const int values[3] = {1, 2, 3};
  int row[2] = {7, 0};
  CHECK(co_await sink.array(values, row, "abc") == 10 + 'a');
  CHECK(row[1] == 5);
  CHECK(co_await sink.functions(twice, twice, callback) == 4);
  CHECK(called_with == 3);
  const std::function<int(int, int)> sum = [](int a, int b) { return a + b; };
  CHECK(co_await sink.members(&std::pair<int, int>::second, sum) == 5);
  const std::vector<int> two(2);
  CHECK(co_await sink.unnamed(1, text, two) == 7);
  const int fixed = 5;
  const std::pair<int, std::array<long, 2>> pair(1, {});
  CHECK(co_await sink.mixed(pair, &counter, &fixed) == 16);
  CHECK(sink.now(std::make_unique<int>(1), text, std::string("abc"), row, twice, text) == 26);
}

} // namespace

int main() {
  Full full;
  block_on(use(full));
  demo::DynSink dyn = Full();
  block_on(use(dyn));
  demo::DynSinkRef ref = full;
  block_on(use(ref));

  demo::DynChannel<Text> channel = Mail();
  Text where, other = std::make_unique<std::string>("b");
  const Text back =
      block_on(channel.send(std::make_unique<std::string>("a"), other, std::addressof(where)));
  CHECK(*back == "a");
  CHECK(*where == "ab");
  std::vector<Text> all;
  all.push_back(std::make_unique<std::string>("c"));
  CHECK(*block_on(channel.all(std::move(all))).at(0) == "c");
  block_on(channel.take(std::move(other)));
  CHECK(other == nullptr);

  demo::DynAny<std::unique_ptr<int>> owned = Keeper<std::unique_ptr<int>>();
  block_on(owned.put(std::make_unique<int>(1)));
  int number = 0;
  demo::DynAny<int&> reference = Keeper<int&>();
  block_on(reference.put(number));
  block_on(reference.more(number, number));

  demo::DynScale<demo::Heavy> scale = Balance();
  block_on(use_scale(scale));
  Balance balance;
  block_on(use_scale(balance));
  demo::DynScales<demo::Heavy, int> scales = Balances();
  CHECK(scales.weigh(demo::Heavy(1), 2) == 3);

  using Three = demo::DynFunction<std::string, int, std::unique_ptr<int>, const std::string&>;
  Three three = Calls();
  const std::string text = "!";
  CHECK(block_on(three.call(1, std::make_unique<int>(2), text)) == "3!");
  CHECK(three.count(1, nullptr, text) == 3);
  static_assert(demo::Function<Three, std::string, int, std::unique_ptr<int>, const std::string&>);
  Scarce scarce;
  demo::DynSpare spare = Scarce();
  block_on(use_spare(scarce));
  block_on(use_spare(spare));
  const int second = 20;
  demo::DynConstant adder = Eager();
  CHECK(block_on(adder.add(1, &second, std::make_unique<int>(300))) == 321);
  adder = Ready();
  CHECK(block_on(adder.add(1, &second, std::make_unique<int>(300))) == 321);
  std::puts("ok");
}
