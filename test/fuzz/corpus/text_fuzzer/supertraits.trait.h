#include "base.trait.h"
template <class... Ts>
struct [[async_trait_v2]] X : base::Closing, base::Keyed<int, Ts...> {
  async<void> f(Ts... values) &&;
};
