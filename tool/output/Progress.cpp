#include "output/Progress.h"

#include "llvm/Support/raw_ostream.h"

namespace async_trait_gen {

Progress::~Progress() {
  if (HasLine)
    llvm::errs() << "\r\033[K";
}

void Progress::advance(std::size_t Pieces) {
  constexpr std::chrono::milliseconds Interval(100);
  constexpr std::size_t Percent = 100;
  const std::lock_guard Lock(Mutex);
  Done += Pieces;
  if (!IsShown || Clock::now() < Next)
    return;
  llvm::errs() << "\r\033[Kasync-trait-gen: " << Done * Percent / Total << "%";
  HasLine = true;
  Next = Clock::now() + Interval;
}

} // namespace async_trait_gen
