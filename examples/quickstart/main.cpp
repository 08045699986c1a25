// One trait, two implementers, one generic function: called with each of them statically, and with
// each of them behind the same dynamic type.
#include "async_iter.h"
#include "sum_items.h"

#include <async_trait/async_trait.h>

#include <coroutine>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

/// The squares 1, 4, 9, ... of the first `count` numbers. Its method is a coroutine.
class Squares {
public:
  using Item = std::uint32_t;

  explicit Squares(std::uint32_t count) : count_(count) {}

  async_trait::task<std::optional<Item>> next() {
    if (last_ == count_)
      co_return std::nullopt;
    ++last_;
    co_return last_* last_;
  }

private:
  std::uint32_t last_ = 0;
  std::uint32_t count_;
};

/// Counts down to 1. Its method returns an awaiter written by hand, which needs no memory.
class Countdown {
public:
  using Item = std::uint32_t;

  class NextItem {
  public:
    explicit NextItem(Countdown& countdown) : countdown_(countdown) {}

    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    std::optional<Item> await_resume() const noexcept {
      if (countdown_.left_ == 0)
        return std::nullopt;
      return countdown_.left_--;
    }

  private:
    Countdown& countdown_;
  };

  explicit Countdown(std::uint32_t from) : left_(from) {}

  NextItem next() { return NextItem(*this); }

private:
  std::uint32_t left_;
};

static_assert(demo::AsyncIter<Squares, std::uint32_t>);
static_assert(demo::AsyncIter<Countdown, std::uint32_t>);
static_assert(demo::AsyncIter<demo::DynAsyncIter<std::uint32_t>, std::uint32_t>);

void print_sum(std::string_view what, demo::AsyncIter<std::uint32_t> auto iter) {
  std::cout << what << async_trait::block_on(demo::sum_items(iter)) << '\n';
}

} // namespace

int main() {
  print_sum("static,  coroutine: 1 + 4 + 9 + 16     = ", Squares(4));
  print_sum("static,  awaiter:   5 + 4 + 3 + 2 + 1  = ", Countdown(5));

  using AnyIter = demo::DynAsyncIter<std::uint32_t>;
  print_sum("dynamic, coroutine: 1 + 4 + 9 + 16     = ", AnyIter(Squares(4)));
  print_sum("dynamic, awaiter:   5 + 4 + 3 + 2 + 1  = ", AnyIter::from(Countdown(5)));
}
