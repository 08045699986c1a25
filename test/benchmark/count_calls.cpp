// What a call takes that can be counted. As JSON: the allocations of a call, and sizes. For
// callgrind, which counts the rest: dumps named "WAY CALLS", whose difference is free of what is
// done once.
#include "contestant.h"

#include <cstdio>
#include <string>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name) static_cast<void>(name)
#endif

namespace benchmarks {
namespace {

/// The allocations of so many calls in one way.
std::size_t count(const contestant& way, std::uint32_t calls) {
  const std::string dump = way.name + " " + std::to_string(calls);
  const std::size_t before = allocations();
  CALLGRIND_ZERO_STATS;
  way.run(calls);
  CALLGRIND_DUMP_STATS_AT(dump.c_str());
  return allocations() - before;
}

} // namespace
} // namespace benchmarks

int main() {
  constexpr std::uint32_t few = 1000;
  constexpr std::uint32_t many = 2000;

  const char* separator = "{\n";
  for (const benchmarks::contestant& way : benchmarks::all_contestants()) {
    way.run(few); // the pools are filled, as they are in a server
    const std::size_t once = benchmarks::count(way, few);
    const std::size_t twice = benchmarks::count(way, many);
    std::printf("%s  \"%s\": {\"allocations\": %g, \"object_size\": %zu, \"future_size\": %zu}",
                separator, way.name.c_str(),
                static_cast<double>(twice - once) / static_cast<double>(many - few),
                way.object_size, way.future_size);
    separator = ",\n";
  }
  std::puts("\n}");
}
