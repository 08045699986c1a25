#include <async_trait/trait.h>
namespace n {
struct DynX;
struct [[async_trait_v2]] X {
  async<DynX> fork(const DynX& other, void (*on_done)(int), int three[3]);
};
}
inline int helper(int a) { return a; }
