// Stacks of decorators, each of which calls the next through a Dyn or virtually.
#include "contestant.h"
#include "implementers.h"

#include <string>
#include <vector>

namespace benchmarks {
namespace {

constexpr unsigned deepest = 8;

/// Adds one to each number of what it decorates.
class by_adding_task {
public:
  explicit by_adding_task(DynNumbers inner) : inner_(std::move(inner)) {}

  async_trait::task<number> next() {
    number item = co_await inner_.next();
    ++*item;
    co_return item;
  }

private:
  DynNumbers inner_;
};

/// The same with an awaiter, around that of what it decorates.
class by_adding_awaiter {
public:
  struct next_future : DynNumbers::Next {
    explicit next_future(DynNumbers::Next&& inner) : DynNumbers::Next(std::move(inner)) {}
    number await_resume() {
      number item = DynNumbers::Next::await_resume();
      ++*item;
      return item;
    }
  };

  explicit by_adding_awaiter(DynNumbers inner) : inner_(std::move(inner)) {}

  next_future next() { return next_future(inner_.next()); }

private:
  DynNumbers inner_;
};

class by_virtual_adding : public virtual_numbers<textbook_task> {
public:
  explicit by_virtual_adding(std::unique_ptr<virtual_numbers> inner) : inner_(std::move(inner)) {}

  textbook_task<number> next() override {
    number item = co_await inner_->next();
    ++*item;
    co_return item;
  }

private:
  std::unique_ptr<virtual_numbers> inner_;
};

template <class Decorator, class Innermost>
contestant dynamically(std::string name, unsigned decorators) {
  DynNumbers stack = DynNumbers::make<Innermost>();
  for (unsigned i = 0; i < decorators; ++i)
    stack = DynNumbers::make<Decorator>(std::move(stack));
  return make_contestant(std::move(name), std::make_shared<DynNumbers>(std::move(stack)));
}

contestant virtually(std::string name, unsigned decorators) {
  using interface = virtual_numbers<textbook_task>;
  std::unique_ptr<interface> stack = std::make_unique<by_virtual_coroutine<textbook_task, false>>();
  for (unsigned i = 0; i < decorators; ++i)
    stack = std::make_unique<by_virtual_adding>(std::move(stack));
  return make_contestant(std::move(name), std::shared_ptr<interface>(std::move(stack)),
                         std::unique_ptr<interface>());
}

} // namespace

std::vector<contestant> decorator_contestants() {
  std::vector<contestant> all;
  for (unsigned n = 1; n <= deepest; ++n) {
    all.push_back(virtually(numbered("decorators/virtual_task", n), n));
    all.push_back(dynamically<by_adding_awaiter, by_awaiter<false>>(
        numbered("decorators/dyn_awaiter", n), n));
    all.push_back(
        dynamically<by_adding_task, by_task<false>>(numbered("decorators/dyn_task", n), n));
  }
  return all;
}

} // namespace benchmarks
