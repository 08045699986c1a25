#include "support.h"
#include <async_trait/trait.h>
template <int N, auto V = 'x', template <class> class C = lib::Box>
struct [[async_trait_v2]] X {
  using Items = C<lib::Sized<N>>;
  template <class U> using Pair = lib::Map<U, int>;
  static const Items all;
  async<Pair<int>> f(Items items, decltype(V) v = V);
  typename lib::Box<Items>::value_type g(lib::Text) noexcept(N > 2);
};
