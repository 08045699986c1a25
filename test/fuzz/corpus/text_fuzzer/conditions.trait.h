#ifndef A_H
#define A_H
#include <async_trait/trait.h>
#define TRAIT [[async_trait_v2]]
#define CONST const noexcept
struct TRAIT /* odd */ X {
#if defined(EXTRA)
  async<int> extra();
#else
  int size() CONST;
#endif
  ;
};
#endif // A_H
