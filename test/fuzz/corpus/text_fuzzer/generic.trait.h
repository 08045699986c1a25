#include <async_trait/trait.h>
template <class K, class... Ks>
  requires(sizeof...(Ks) < 3)
struct [[async_trait_v2]] Store {
  async<K> get(const Ks&... keys) const;
  template <class F> async<void> each(F f);
  int count(Ks... keys) { return int(sizeof...(keys)) + (0 + ... + int(sizeof(Ks))); }
};
struct [[async_trait_v2]] Numbers : Store<int, char, long> {};
