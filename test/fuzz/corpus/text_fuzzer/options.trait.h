#include "support.h"
#include <async_trait/trait.h>
struct [[async_trait_v2("dyn=AnyX", "storage=inplace_only<64>")]] X {
  struct [[async_trait_v2("requires lib::Small<Item>")]] Item;
  [[async_trait_v2("static_only")]] async<Item> f(Item& item);
  [[nodiscard]] async<int> g() const;
};
struct [[async_trait_v2("dyn=none")]] Y { static async<int> f(); };
struct [[async_trait_v2("future=async_trait::task")]] Z { async<int> f(); };
