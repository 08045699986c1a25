//===- Parallel.h - Independent work on several threads ---------*- C++ -*-===//
//
// In: how many pieces of work, and how many threads. Out: all of it done.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace async_trait_gen {

/// Calls `Work(0)` to `Work(Count - 1)`, up to \p Threads of them at a time, and
/// returns when all have ended. \p Work must not throw, and each call must be
/// independent of the others.
template <class Function>
void forEachIndex(std::size_t Count, std::size_t Threads, const Function& Work) {
  std::atomic<std::size_t> Next = 0;
  const auto Run = [&] {
    for (std::size_t Index = Next++; Index < Count; Index = Next++)
      Work(Index);
  };
  std::vector<std::jthread> Helpers;
  const std::size_t Needed = std::min(Count, Threads);
  for (std::size_t Helper = 1; Helper < Needed; ++Helper)
    Helpers.emplace_back(Run);
  Run();
}

} // namespace async_trait_gen
