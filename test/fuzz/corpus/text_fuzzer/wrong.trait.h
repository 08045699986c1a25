#include <async_trait/trait.h>
struct [[async_trait_v2]] X {
  int data; virtual void f(); auto g(); void h(async<int>);
  struct Item { int a; }; private: void p(); void make();
};
union [[async_trait_v2("fast")]] Y { int a; };
async<int> f();
