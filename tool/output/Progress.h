//===- Progress.h - How far a long call is ----------------------*- C++ -*-===//
//
// In: how much there is to do, and each piece of it as it is done. Out: a line on
// the terminal that standard error is, while a call takes long; else nothing.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>

namespace async_trait_gen {

/// Several threads may report to one.
class Progress {
  using Clock = std::chrono::steady_clock;

public:
  /// \p TheTotal is the number of pieces; \p HasWatcher whether there is somebody to see them,
  /// which is after \p Delay.
  Progress(std::size_t TheTotal, bool HasWatcher, Clock::duration Delay = std::chrono::seconds(1))
      : Total(TheTotal), IsShown(HasWatcher), Next(Clock::now() + Delay) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Clears the line.
  ~Progress();

  void advance(std::size_t Pieces);

private:
  std::mutex Mutex;
  const std::size_t Total;
  const bool IsShown;
  std::size_t Done = 0;
  bool HasLine = false;
  Clock::time_point Next; ///< When a line is due.
};

} // namespace async_trait_gen
