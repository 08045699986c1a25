#include "dyn_objects.h"
#include "testing.h"

#include <async_trait/async_trait.h>

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <type_traits>
#include <utility>

using async_trait::block_on;
using async_trait::task;

namespace {

class Up : testing::Counted<Up> {
public:
  using Value = int;
  explicit Up(int from, int step = 1) : value_(from), step_(step) {}
  task<int> next() { co_return value_ += step_; }
  int last() const { return value_; }
  using testing::Counted<Up>::alive;

private:
  int value_;
  int step_;
};

struct Immovable {
  using Value = int;
  explicit Immovable(std::string name) : text(std::move(name)) {}
  Immovable(const Immovable&) = delete;
  task<int> next() { co_return static_cast<int>(text.size()); }
  int last() const { return 0; }
  std::string text;
};

struct alignas(64) Wide {
  using Value = int;
  task<int> next() { co_return static_cast<int>(reinterpret_cast<std::uintptr_t>(this) % 64); }
  int last() const { return 0; }
};

struct Unrelated {};

using Dyn = demo::DynCounter<int>;
using Ref = demo::DynCounterRef<int>;
using Shared = demo::DynCounterShared<int>;

static_assert(sizeof(Dyn) == 2 * sizeof(void*) && sizeof(Shared) == 2 * sizeof(void*));
// Constructors take part only for what implements the trait.
static_assert(std::is_convertible_v<Up, Dyn> && std::is_convertible_v<Up, Shared>);
static_assert(std::is_convertible_v<Up&, Ref> && !std::is_convertible_v<Up, Ref>);
static_assert(!std::is_constructible_v<Dyn, Unrelated> && !std::is_constructible_v<Dyn, int>);
static_assert(!std::is_constructible_v<Ref, Unrelated&>);
static_assert(!std::is_constructible_v<Shared, Unrelated>);
static_assert(!std::is_constructible_v<demo::DynCounter<long>, Up>);
static_assert(std::is_constructible_v<Dyn, std::allocator_arg_t, std::allocator<int>, Up>);
static_assert(!std::is_constructible_v<Dyn, std::allocator_arg_t, std::allocator<int>, int>);
static_assert(!std::is_copy_constructible_v<Dyn> && std::is_nothrow_move_constructible_v<Dyn>);
static_assert(std::is_copy_constructible_v<Shared> && std::is_trivially_copyable_v<Ref>);
static_assert(std::is_constructible_v<Shared, Dyn> && !std::is_constructible_v<Shared, Dyn&>);
static_assert(!std::is_default_constructible_v<Dyn>);
template <class D, class T>
concept makes = requires { D::template make<T>(); };
static_assert(makes<Dyn, Wide> && !makes<Dyn, Unrelated> && !makes<Dyn, Up>);

int choose(Dyn) { return 1; }
int choose(Unrelated) { return 2; }

// Counts what it hands out.
class Resource : public std::pmr::memory_resource {
public:
  int used = 0;

private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    ++used;
    return std::pmr::new_delete_resource()->allocate(size, alignment);
  }
  void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override {
    std::pmr::new_delete_resource()->deallocate(memory, size, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

void owning() {
  Dyn dyn = Up(1);
  CHECK(block_on(dyn.next()) == 2);
  Dyn made = Dyn::make<Up>(1, 5);
  CHECK(block_on(made.next()) == 6);
  CHECK(made.target<Up>()->last() == 6);
  CHECK(std::as_const(made).target<Up>()->last() == 6);
  CHECK(made.target<Wide>() == nullptr);
  CHECK(made.target<Unrelated>() == nullptr);
  Dyn named = Dyn::make<Immovable>("name");
  CHECK(block_on(named.next()) == 4);
  Dyn wide = Dyn::from(Wide());
  CHECK(block_on(wide.next()) == 0);
  const Up copied(8);
  Dyn copy = copied;
  CHECK(copy.last() == 8);
  std::swap(dyn, copy);
  CHECK(dyn.last() == 8);
  dyn = std::move(copy);
  CHECK(!copy && dyn.last() == 2);
  CHECK(choose(Up(1)) == 1 && choose(Unrelated()) == 2);
}

void nested() {
  // A Dyn is an implementer too, but a Dyn of its own trait is taken as it is.
  Dyn dyn = Up(1);
  Dyn same = Dyn(std::move(dyn));
  CHECK(same.target<Up>() != nullptr);
  Shared shared = std::move(same);
  Dyn around = shared;
  CHECK(around.target<Up>() == nullptr);
  CHECK(around.target<Shared>() != nullptr);
  CHECK(block_on(around.next()) == 2);
  CHECK(shared.last() == 2);
  Ref ref = around;
  Dyn of_ref = ref;
  CHECK(block_on(of_ref.next()) == 3);
  CHECK(Up::alive == 1);
}

void allocated() {
  Resource resource;
  const std::pmr::polymorphic_allocator<> allocator(&resource);
  {
    Dyn dyn(std::allocator_arg, allocator, Up(1));
    Dyn from = Dyn::from(std::allocator_arg, allocator, Up(2));
    Shared made = Shared::make<Up>(std::allocator_arg, allocator, 3, 3);
    CHECK(resource.used == 3);
    CHECK(Up::alive == 3);
    CHECK(dyn.last() + from.last() + made.last() == 6);
  }
  CHECK(Up::alive == 0);
}

} // namespace

int main() {
  owning();
  CHECK(Up::alive == 0);
  nested();
  CHECK(Up::alive == 0);
  allocated();
  std::puts("ok");
}
