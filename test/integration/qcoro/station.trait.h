#pragma once
#include <string>

#include <async_trait/trait.h>
#include <qcoro/qcorotask.h>

namespace demo {

/// Its Dyn futures are QCoro's tasks.
struct [[async_trait_v2("future=QCoro::Task")]] Station {
  async<int> tune(int by);
  async<std::string> name() const;
  async<void> stop() &&;
};

} // namespace demo
