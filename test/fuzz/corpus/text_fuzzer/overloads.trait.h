#include <async_trait/trait.h>
struct [[async_trait_v2]] X {
  async<int> read(); async<int> read(int a, int b = 2); async<int> read(const char*) const;
  int get() &; int get() const &; int get() &&;
};
