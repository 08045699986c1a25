// A decorator for any trait: makes calls again that have failed for a moment.
#pragma once

#include "asio_awaiters.h"

#include <async_trait/task.h>

#include <chrono>
#include <utility>

namespace kv {

/// The decorator: `StoreDecorated(Retry<StoreBusy>(...), store)`. A call that throws `Transient` is
/// made again, after a pause that doubles each time. Precondition: what throws `Transient` has done
/// nothing. A call whose arguments can only be used once is made once.
template <class Transient>
class Retry {
public:
  /// `attempts` in all, at least one.
  Retry(Executor executor, unsigned attempts, std::chrono::milliseconds pause)
      : executor_(executor), attempts_(attempts), pause_(pause) {}

  template <class Call>
  async_trait::task<typename Call::result_type> operator()(Call call) const {
    if constexpr (Call::is_repeatable) {
      std::chrono::milliseconds pause = pause_;
      for (unsigned attempt = 1; attempt < attempts_; ++attempt) {
        try {
          co_return co_await call();
        } catch (const Transient&) {
          // The pause is below: nothing can be awaited here.
        }
        Timer timer(executor_, pause);
        co_await wait(timer);
        pause *= 2;
      }
    }
    co_return co_await std::move(call)();
  }

private:
  Executor executor_;
  unsigned attempts_;
  std::chrono::milliseconds pause_;
};

} // namespace kv
