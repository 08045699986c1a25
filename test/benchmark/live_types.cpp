// One call site that sees 1 to 64 types, in an order that a branch predictor cannot guess at once.
#include "contestant.h"
#include "implementers.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {
namespace {

constexpr std::size_t most_types = 64;

/// Which of so many objects each call goes to: always the same, in no order.
class itinerary {
public:
  explicit itinerary(std::size_t objects) {
    std::uint32_t state = 1;
    for (std::uint8_t& stop : stops_) {
      state = state * 1664525 + 1013904223;
      stop = static_cast<std::uint8_t>((state >> 16) % objects);
    }
  }
  std::size_t next() noexcept { return stops_[position_++ % stops_.size()]; }

private:
  std::array<std::uint8_t, 1024> stops_;
  std::size_t position_ = 0;
};

/// Calls them by turns. Holders are a DynNumbers or a pointer.
template <class Holder>
class travelling {
public:
  explicit travelling(std::vector<Holder> objects)
      : objects_(std::move(objects)), itinerary_(objects_.size()) {}

  auto next() {
    Holder& holder = objects_[itinerary_.next()];
    if constexpr (requires { holder->next(); })
      return holder->next();
    else
      return holder.next();
  }

private:
  std::vector<Holder> objects_;
  itinerary itinerary_;
};

// As many types as are asked for, each with code of its own.
template <std::size_t Number>
class distinct_awaiter : public by_awaiter<false> {};

template <std::size_t Number>
class distinct_task {
public:
  async_trait::task<number> next() {
    co_await turn<false>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

template <std::size_t Number>
class distinct_virtual : public virtual_numbers<textbook_task> {
public:
  textbook_task<number> next() override {
    co_await turn<false>();
    co_return counter_.advance();
  }

private:
  counter counter_;
};

template <std::size_t Number>
DynNumbers make_awaiting() {
  return DynNumbers::make<distinct_awaiter<Number>>();
}
template <std::size_t Number>
DynNumbers make_tasking() {
  return DynNumbers::make<distinct_task<Number>>();
}
template <std::size_t Number>
std::unique_ptr<virtual_numbers<textbook_task>> make_virtual() {
  return std::make_unique<distinct_virtual<Number>>();
}

/// One object of each of the first `count` types.
template <class Holder>
contestant travelling_to(std::string name, const std::array<Holder (*)(), most_types>& makers,
                         std::size_t count) {
  std::vector<Holder> objects;
  for (std::size_t i = 0; i < count; ++i)
    objects.push_back(makers[i]());
  auto source = std::make_shared<travelling<Holder>>(std::move(objects));
  return make_contestant(std::move(name), std::move(source), Holder(makers[0]()));
}

template <std::size_t... Number>
std::vector<contestant> with_types(std::index_sequence<Number...>) {
  using virtual_holder = std::unique_ptr<virtual_numbers<textbook_task>>;
  const std::array<virtual_holder (*)(), most_types> virtually = {&make_virtual<Number>...};
  const std::array<DynNumbers (*)(), most_types> by_awaiters = {&make_awaiting<Number>...};
  const std::array<DynNumbers (*)(), most_types> by_tasks = {&make_tasking<Number>...};

  std::vector<contestant> all;
  for (std::size_t count = 1; count <= most_types; count *= 2) {
    all.push_back(travelling_to(numbered("live_types/virtual_task", count), virtually, count));
    all.push_back(travelling_to(numbered("live_types/dyn_awaiter", count), by_awaiters, count));
    all.push_back(travelling_to(numbered("live_types/dyn_task", count), by_tasks, count));
  }
  return all;
}

} // namespace

std::vector<contestant> live_type_contestants() {
  return with_types(std::make_index_sequence<most_types>());
}

} // namespace benchmarks
