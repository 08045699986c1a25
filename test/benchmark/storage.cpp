// Every place where a future can live, with one that fits into the standard policy and one that
// does not.
#include "contestant.h"
#include "implementers.h"

#include <async_trait/storage.h>

#include <memory_resource>
#include <string>
#include <vector>

namespace benchmarks {
namespace {

/// Names a memory resource at each call.
template <class Resource, class Implementer>
class in_resource {
public:
  auto next() { return numbers_.next().in(resource_); }

private:
  Resource resource_;
  DynNumbers numbers_ = DynNumbers::make<Implementer>();
};

/// Gives the object an allocator.
template <class Implementer>
class with_allocator {
public:
  auto next() { return numbers_.next(); }

private:
  async_trait::arena resource_;
  DynNumbers numbers_ = DynNumbers::make<Implementer>(
      std::allocator_arg, std::pmr::polymorphic_allocator<>(&resource_));
};

template <class Dyn, class Implementer>
contestant by_policy(std::string name) {
  return make_contestant(std::move(name), std::make_shared<Dyn>(Dyn::template make<Implementer>()));
}

template <class Source>
contestant by_memory(std::string name) {
  return make_contestant(std::move(name), std::make_shared<Source>(),
                         DynNumbers(by_awaiter<false>()));
}

template <class Implementer>
void add_group(std::vector<contestant>& all, const std::string& group) {
  all.push_back(by_policy<DynNumbers, Implementer>(group + "standard"));
  all.push_back(by_policy<DynHeapNumbers, Implementer>(group + "heap"));
  all.push_back(by_policy<DynInplaceNumbers, Implementer>(group + "inplace_256"));
  all.push_back(by_policy<DynInplaceOnlyNumbers, Implementer>(group + "inplace_only_256"));
  all.push_back(by_memory<with_allocator<Implementer>>(group + "allocator_of_object"));
  all.push_back(by_memory<in_resource<async_trait::arena, Implementer>>(group + "in_arena"));
  all.push_back(by_memory<in_resource<std::pmr::unsynchronized_pool_resource, Implementer>>(
      group + "in_pmr_pool"));
}

} // namespace

std::vector<contestant> storage_contestants() {
  std::vector<contestant> all;
  add_group<by_awaiter<false>>(all, "storage/small/");
  add_group<by_large_awaiter>(all, "storage/large/");
  return all;
}

} // namespace benchmarks
