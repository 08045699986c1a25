#pragma once

#include <async_trait/trait.h>

namespace base {

enum class Mode { soft, hard };
inline constexpr Mode usual = Mode::soft;

namespace detail {
inline int closed = 0;
}

/// Something that ends for a reason.
template <class Reason>
struct [[async_trait_v2]] Closing {
  async<Mode> close(Reason reason, Mode mode = usual) {
    detail::closed += reason.empty() ? 0 : 1;
    co_return mode;
  }
  Mode mode() const { return Mode::hard; }
};

} // namespace base
