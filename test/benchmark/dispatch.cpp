// Every way to call: static and Dyn, by awaiter and by task, ready and suspending.
#include "contestant.h"
#include "implementers.h"

#if BENCHMARK_WITH_CPPCORO
#include <cppcoro/task.hpp>
#endif
#if BENCHMARK_WITH_PROXY
#include <proxy/proxy.h>
#endif

#include <string>
#include <vector>

namespace benchmarks {
namespace {

#if BENCHMARK_WITH_CPPCORO
template <class R>
using cppcoro_task = cppcoro::task<R>;
#endif

#if BENCHMARK_WITH_PROXY
PRO_DEF_MEM_DISPATCH(calls_next, next);

struct numbers_facade
    : pro::facade_builder::add_convention<calls_next, textbook_task<number>()>::build {};

template <bool Suspends>
class by_proxy {
public:
  textbook_task<number> next() { return object_->next(); }

private:
  pro::proxy<numbers_facade> object_ =
      pro::make_proxy<numbers_facade, by_coroutine<textbook_task, Suspends>>();
};
#endif

/// The same caller without a future: what a static call should come to.
async_trait::task<std::uint64_t> sum_by_hand(counter& numbers, std::uint32_t calls) {
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < calls; ++i) {
    total += *numbers.advance();
    hide(total);
  }
  co_return total;
}

contestant by_hand(std::string name) {
  const auto numbers = std::make_shared<counter>();
  return {.name = std::move(name),
          .run =
              [numbers](std::uint32_t calls) {
                return run_to_end<std::uint64_t>(sum_by_hand(*numbers, calls));
              },
          .object_size = sizeof(counter),
          .future_size = 0};
}

template <class Implementer>
contestant statically(std::string name) {
  return make_contestant(std::move(name), std::make_shared<Implementer>());
}

template <class Implementer>
contestant dynamically(std::string name) {
  return make_contestant(std::move(name),
                         std::make_shared<DynNumbers>(DynNumbers::make<Implementer>()));
}

template <template <class> class Task, bool Suspends>
contestant virtually(std::string name) {
  const std::shared_ptr<virtual_numbers<Task>> source =
      std::make_shared<by_virtual_coroutine<Task, Suspends>>();
  return make_contestant(std::move(name), source, std::unique_ptr<virtual_numbers<Task>>());
}

template <bool Suspends>
void add_group(std::vector<contestant>& all, const std::string& group) {
  all.push_back(virtually<textbook_task, Suspends>(group + "virtual_task"));
  all.push_back(statically<by_awaiter<Suspends>>(group + "static_awaiter"));
  all.push_back(statically<by_task<Suspends>>(group + "static_task"));
  all.push_back(dynamically<by_awaiter<Suspends>>(group + "dyn_awaiter"));
  all.push_back(dynamically<by_task<Suspends>>(group + "dyn_task"));
#if BENCHMARK_WITH_CPPCORO
  all.push_back(virtually<cppcoro_task, Suspends>(group + "virtual_cppcoro_task"));
#endif
#if BENCHMARK_WITH_PROXY
  all.push_back(statically<by_proxy<Suspends>>(group + "proxy_task"));
#endif
}

} // namespace

std::vector<contestant> dispatch_contestants() {
  std::vector<contestant> all;
  add_group<false>(all, "ready/");
  all.push_back(by_hand("ready/by_hand"));
  all.push_back(dynamically<by_guarded_awaiter>("ready/dyn_guarded_awaiter"));
  add_group<true>(all, "suspends/");
  return all;
}

} // namespace benchmarks
