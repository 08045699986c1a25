// What is measured: the same calls, made in many ways.
#pragma once

#include "event_loop.h"

#include <async_trait/task.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace benchmarks {

/// One way to make calls.
struct contestant {
  /// group/way or group/way/x, where x is what the group varies.
  std::string name;
  /// Makes so many calls and returns the sum of what they yielded.
  std::function<std::uint64_t(std::uint32_t calls)> run;
  /// Of what the caller holds.
  std::size_t object_size;
  /// Of what a call returns.
  std::size_t future_size;
};

std::vector<contestant> dispatch_contestants();
std::vector<contestant> storage_contestants();
std::vector<contestant> decorator_contestants();
std::vector<contestant> live_type_contestants();

/// All of them, those to be compared with each other side by side.
std::vector<contestant> all_contestants();

/// "way/number".
std::string numbered(std::string way, std::size_t number);

/// Allocations by `operator new` so far.
std::size_t allocations() noexcept;

/// Hides from the optimiser what `value` is, in no instruction: a static loop would become a
/// formula.
template <class T>
void hide(T& value) {
  asm volatile("" : "+r"(value));
}

/// The caller: the same coroutine for all.
template <class Source>
async_trait::task<std::uint64_t> sum(Source& source, std::uint32_t calls) {
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < calls; ++i) {
    total += *co_await source.next();
    hide(total);
  }
  co_return total;
}

/// `object` is what the caller holds of `source`.
template <class Source, class Object>
contestant make_contestant(std::string name, std::shared_ptr<Source> source, const Object& object) {
  return {
      .name = std::move(name),
      .run =
          [source](std::uint32_t calls) { return run_to_end<std::uint64_t>(sum(*source, calls)); },
      .object_size = sizeof(object),
      .future_size = sizeof(source->next())};
}

template <class Source>
contestant make_contestant(std::string name, std::shared_ptr<Source> source) {
  return make_contestant(std::move(name), source, *source);
}

} // namespace benchmarks
