// Never run: how long it takes to compile, and how much code an implementer costs.
#include "record_list.h"
#include "records.h"

#include <async_trait/task.h>

#include <utility>
#include <vector>

#ifndef IMPLEMENTERS
#define IMPLEMENTERS 1
#endif

namespace benchmarks {

struct no_base {};

template <int... Number>
std::vector<DynRecords> make_all(std::integer_sequence<int, Number...>) {
  std::vector<DynRecords> all;
  (all.push_back(DynRecords::make<record_list<no_base, async_trait::task, Number>>()), ...);
  return all;
}

std::vector<DynRecords> make_all() {
  return make_all(std::make_integer_sequence<int, IMPLEMENTERS>());
}

async_trait::task<std::size_t> use_one(DynRecords& records) {
  return use<async_trait::task>(records);
}

} // namespace benchmarks
