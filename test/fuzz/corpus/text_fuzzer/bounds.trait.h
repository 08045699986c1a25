#include <async_trait/trait.h>
struct [[async_trait_v2]] A { async<int> f(); };
template <A T> struct [[async_trait_v2]] B {
  struct [[async_trait_v2("requires A<Conn> && (!__is_same(Conn, int))")]] Conn;
  async<Conn> connect(T& t);
};
