// One call per item, static and Dyn, by awaiter and by task, ready and suspending, against a
// virtual method that returns a textbook task. Run it with the baseline in the same program, and
// compare ratios, not times: the machine is shared.
#include "contestants.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>

namespace {

std::size_t allocations = 0;

} // namespace

// Counted, not replaced: what the general heap costs is part of the comparison.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* const place = std::malloc(size))
    return place;
  std::abort();
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, std::size_t) noexcept { std::free(place); }

namespace benchmarks {
namespace {

constexpr std::size_t calls = 1000;

template <class Source>
async_trait::task<std::uint64_t> sum(Source& source) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < calls; ++i)
    total += *co_await source.next();
  co_return total;
}

/// Starts `sum` and runs the event loop until it has ended.
template <class Source>
std::uint64_t run(Source& source) {
  struct sink {
    struct promise_type {
      sink get_return_object() { return {}; }
      std::suspend_never initial_suspend() noexcept { return {}; }
      std::suspend_never final_suspend() noexcept { return {}; }
      void return_void() {}
      void unhandled_exception() { std::abort(); }
    };
  };
  std::uint64_t result = 0;
  [](Source& from, std::uint64_t& to) -> sink { to = co_await sum(from); }(source, result);
  event_loop::run();
  return result;
}

template <class Source>
void measure(benchmark::State& state, Source& source) {
  benchmark::DoNotOptimize(run(source)); // the pools are filled, as they are in a server
  const std::size_t before = allocations;
  std::size_t rounds = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(run(source));
    ++rounds;
  }
  const auto items = static_cast<double>(rounds * calls);
  state.SetItemsProcessed(static_cast<std::int64_t>(items));
  state.counters["allocations_per_call"] = static_cast<double>(allocations - before) / items;
}

template <class Implementer>
void statically(benchmark::State& state) {
  Implementer source;
  measure(state, source);
}

template <class Implementer>
void dynamically(benchmark::State& state) {
  DynNumbers source = DynNumbers::make<Implementer>();
  benchmark::DoNotOptimize(&source);
  measure(state, source);
}

template <class Implementer>
void virtually(benchmark::State& state) {
  std::unique_ptr<virtual_numbers> source = std::make_unique<Implementer>();
  benchmark::DoNotOptimize(source.get());
  measure(state, *source);
}

template <bool Suspends>
void add(const std::string& group) {
  // The baseline first: the others' ratios are to it.
  benchmark::RegisterBenchmark((group + "/virtual_task").c_str(),
                               virtually<by_virtual_task<Suspends>>);
  benchmark::RegisterBenchmark((group + "/static_awaiter").c_str(),
                               statically<by_awaiter<Suspends>>);
  benchmark::RegisterBenchmark((group + "/static_task").c_str(), statically<by_task<Suspends>>);
  benchmark::RegisterBenchmark((group + "/dyn_awaiter").c_str(), dynamically<by_awaiter<Suspends>>);
  benchmark::RegisterBenchmark((group + "/dyn_task").c_str(), dynamically<by_task<Suspends>>);
}

} // namespace
} // namespace benchmarks

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  benchmarks::add<false>("ready");
  benchmarks::add<true>("suspends");
  benchmark::RunSpecifiedBenchmarks();
}
