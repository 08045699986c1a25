#include <async_trait/trait.h>
struct [[async_trait_v2]] X {
  struct Item;
  static constexpr int step = 2;
  async<int> next();
  async<int> twice() { const int a = co_await next(); co_return a * step; }
  int plain(int a = 3) const noexcept { return [this](int b) { return b + step; }(a); }
};
