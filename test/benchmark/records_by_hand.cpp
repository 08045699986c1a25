// Never run: how long it takes to compile, and how much code an implementer costs.
#include "record_list.h"
#include "virtual_records.h"

#include <memory>
#include <utility>
#include <vector>

#ifndef IMPLEMENTERS
#define IMPLEMENTERS 1
#endif

namespace benchmarks {

using records_pointer = std::unique_ptr<virtual_records>;

template <int... Number>
std::vector<records_pointer> make_all(std::integer_sequence<int, Number...>) {
  std::vector<records_pointer> all;
  (all.push_back(std::make_unique<record_list<virtual_records, textbook_task, Number>>()), ...);
  return all;
}

std::vector<records_pointer> make_all() {
  return make_all(std::make_integer_sequence<int, IMPLEMENTERS>());
}

textbook_task<std::size_t> use_one(virtual_records& records) { return use<textbook_task>(records); }

} // namespace benchmarks
