#include "foreign_types.h"

#include <async_trait/async_trait.h>

struct Plain {};

template <>
struct demo::StackImpl<Plain> {
  static auto push(Plain&, int) { return async_trait::ready(); }
};

// expect: StackImpl needs Sequence as well: of the type itself or by SequenceImpl
demo::DynStack<int> stack = Plain();
