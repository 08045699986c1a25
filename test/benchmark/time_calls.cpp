// How long a call takes, in each way. Compare ratios within one run, not times: the machine is
// shared.
#include "contestant.h"

#include <benchmark/benchmark.h>

namespace benchmarks {
namespace {

constexpr std::uint32_t calls = 1000;

void measure(benchmark::State& state, const contestant& way) {
  benchmark::DoNotOptimize(way.run(calls)); // the pools are filled, as they are in a server
  for (auto _ : state)
    benchmark::DoNotOptimize(way.run(calls));
  state.SetItemsProcessed(state.iterations() * calls);
}

} // namespace
} // namespace benchmarks

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  for (const benchmarks::contestant& way : benchmarks::all_contestants())
    benchmark::RegisterBenchmark(
        way.name.c_str(), [way](benchmark::State& state) { benchmarks::measure(state, way); });
  benchmark::RunSpecifiedBenchmarks();
}
