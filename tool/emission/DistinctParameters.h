//===- DistinctParameters.h - Template parameters that hide nothing -*- C++ -*-===//
//
// In: a trait. Out: the same with other names for those of its template
// parameters whose names its supertraits' text uses for something else, as in
// C++ a base class may: the output repeats that text behind the trait's head.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "model/Model.h"

namespace async_trait_gen {

/// Allocates what it returns.
model::Trait withDistinctParameters(model::Trait Trait);

} // namespace async_trait_gen
