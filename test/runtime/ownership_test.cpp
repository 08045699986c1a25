// Section 2 of the contract: what owning, borrowing and shared Dyn objects are.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using async_trait::block_on;
using async_trait::ready;

namespace test {
namespace {

struct one {
  auto next() { return ready(number); }
  int number = 1;
  tracked counter;
};
struct two : one {
  two() : one{2, {}} {}
};
struct named {
  auto name() const { return ready(std::string("name")); }
  auto next() { return ready(3); }
  tracked counter;
};
struct reading {
  auto read() const { return ready(4); }
  int size() const noexcept { return 5; }
};
struct not_a_source {};

template <class Dyn, class T>
concept made_from = requires(T value) { Dyn::from(value); };
template <class Dyn, class T, class... Args>
concept made_of = requires(Args... args) { Dyn::template make<T>(args...); };
template <class Dyn>
concept calls_next = requires(Dyn& dyn) { dyn.next(); };
template <class Dyn>
concept calls_read = requires(Dyn& dyn) { dyn.read(); };

class Ownership : public testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(tracked::alive, 0); }
};

TEST_F(Ownership, ADynIsTwoPointersAndMovesWithoutThrowing) {
  static_assert(sizeof(DynSource) == 2 * sizeof(void*));
  static_assert(sizeof(DynSourceShared) == 2 * sizeof(void*));
  static_assert(std::is_nothrow_move_constructible_v<DynSource>);
  static_assert(std::is_nothrow_move_assignable_v<DynSource>);
  static_assert(!std::is_copy_constructible_v<DynSource>);
  static_assert(!std::is_copy_assignable_v<DynSource>);
  static_assert(std::is_copy_constructible_v<DynSourceShared>);
  static_assert(std::is_trivially_copyable_v<DynSourceRef>);
  static_assert(!std::is_default_constructible_v<DynSource>);
  static_assert(std::is_nothrow_swappable_v<DynSource>);
}

TEST_F(Ownership, EveryDynImplementsItsTrait) {
  static_assert(Source<DynSource>);
  static_assert(Source<DynSourceRef>);
  static_assert(Source<DynSourceShared>);
  static_assert(Closing<DynClosing>);
  static_assert(!Closing<DynClosingRef>);
  static_assert(!Closing<DynClosingShared>);
  static_assert(Reading<const DynReading>);
}

TEST_F(Ownership, ItIsMadeOfImplementersAlone) {
  static_assert(std::is_convertible_v<one, DynSource>);
  static_assert(std::is_convertible_v<one&, DynSource>);
  static_assert(std::is_convertible_v<one, DynSourceShared>);
  static_assert(std::is_convertible_v<one&, DynSourceRef>);
  static_assert(!std::is_convertible_v<one, DynSourceRef>);
  static_assert(!std::is_constructible_v<DynSource, not_a_source>);
  static_assert(!std::is_constructible_v<DynSource, int>);
  static_assert(!std::is_constructible_v<DynSourceShared, not_a_source>);
  static_assert(!std::is_constructible_v<DynSourceRef, not_a_source&>);
  static_assert(
      !std::is_constructible_v<DynSource, std::allocator_arg_t, std::allocator<int>, not_a_source>);
  static_assert(made_from<DynSource, one>);
  static_assert(!made_from<DynSource, not_a_source>);
  static_assert(made_of<DynSource, one>);
  static_assert(!made_of<DynSource, not_a_source>);
  static_assert(!made_of<DynSource, one, const char*>);
}

TEST_F(Ownership, MakesItsObjectInEveryWay) {
  const std::allocator<int> allocator;
  one object;
  EXPECT_EQ(block_on(DynSource(object).next()), 1);
  EXPECT_EQ(block_on(DynSource(std::move(object)).next()), 1);
  EXPECT_EQ(block_on(DynSource::from(one()).next()), 1);
  EXPECT_EQ(block_on(DynSource::make<one>(7, tracked()).next()), 7);
  EXPECT_EQ(block_on(DynSource(std::allocator_arg, allocator, one()).next()), 1);
  EXPECT_EQ(block_on(DynSource::from(std::allocator_arg, allocator, one()).next()), 1);
  EXPECT_EQ(block_on(DynSource::make<two>(std::allocator_arg, allocator).next()), 2);
  EXPECT_EQ(block_on(DynSourceShared::from(one()).next()), 1);
  EXPECT_EQ(block_on(DynSourceShared::make<two>().next()), 2);
  EXPECT_EQ(block_on(DynSourceShared(std::allocator_arg, allocator, one()).next()), 1);
  EXPECT_EQ(block_on(DynSourceShared::from(std::allocator_arg, allocator, one()).next()), 1);
  EXPECT_EQ(block_on(DynSourceShared::make<two>(std::allocator_arg, allocator).next()), 2);
}

TEST_F(Ownership, MakingOneTakesOneAllocationAndMovingItNone) {
  EXPECT_EQ(allocations_of([] {
              DynSource dyn = one();
              DynSource moved = std::move(dyn);
              DynSourceShared shared = std::move(moved);
              const DynSourceShared copy = shared;
            }),
            1u);
}

TEST_F(Ownership, TargetTellsTheTypeOfTheObject) {
  DynSource dyn = two();
  ASSERT_NE(dyn.target<two>(), nullptr);
  EXPECT_EQ(dyn.target<two>()->number, 2);
  EXPECT_EQ(dyn.target<one>(), nullptr);
  EXPECT_EQ(dyn.target<int>(), nullptr);
  static_assert(std::is_same_v<decltype(std::as_const(dyn).target<two>()), const two*>);

  const DynSourceRef ref = dyn;
  EXPECT_EQ(ref.target<two>(), dyn.target<two>());
  EXPECT_EQ(ref.target<DynSource>(), nullptr);

  DynSourceShared shared = std::move(dyn);
  EXPECT_EQ(shared.target<two>(), ref.target<two>());
  EXPECT_EQ(dyn.target<two>(), nullptr);
}

TEST_F(Ownership, AMovedFromOneIsEmptyUntilItIsAssignedTo) {
  DynSource dyn = one();
  EXPECT_TRUE(dyn);
  DynSource other = std::move(dyn);
  EXPECT_FALSE(dyn);
  EXPECT_TRUE(other);
  dyn = two();
  EXPECT_TRUE(dyn);
  EXPECT_EQ(block_on(dyn.next()), 2);
  dyn = std::move(other);
  EXPECT_EQ(block_on(dyn.next()), 1);
  EXPECT_EQ(tracked::alive, 1);
  DynSource& same = dyn;
  dyn = std::move(same);
  EXPECT_EQ(block_on(dyn.next()), 1);
  static_assert(!std::is_convertible_v<DynSource, bool>);
}

TEST_F(Ownership, Swaps) {
  DynSource a = one();
  DynSource b = two();
  std::swap(a, b);
  EXPECT_EQ(block_on(a.next()), 2);
  EXPECT_EQ(block_on(b.next()), 1);
  using std::swap;
  DynSourceShared c = std::move(a);
  DynSourceShared d = std::move(b);
  swap(c, d);
  EXPECT_EQ(block_on(c.next()), 1);
}

using OwnershipDeathTest = Ownership;

TEST_F(OwnershipDeathTest, ACallOfAnEmptyOneNamesTraitAndMethod) {
  DynClosing closed = [] {
    struct closing : one {
      auto close(std::string) && { return ready(std::string()); }
    };
    return closing();
  }();
  const DynClosing taken = std::move(closed);
  EXPECT_DEATH(block_on(closed.next()), "test::Closing::next");
  EXPECT_DEATH(block_on(std::move(closed).close("")), "test::Closing::close");

  DynReading read = reading();
  const DynReading other = std::move(read);
  EXPECT_DEATH(read.size(), "test::Reading::size");

  DynSource source = one();
  DynSourceShared shared = std::move(source);
  EXPECT_DEATH(block_on(DynSourceRef(source).next()), "test::Source::next");
  const DynSourceShared copy = std::move(shared);
  EXPECT_DEATH(block_on(shared.next()), "test::Source::next");
  const DynSourceShared empty_copy = shared;
  EXPECT_FALSE(empty_copy);
}

TEST_F(Ownership, ARefBorrowsFromAnything) {
  one object;
  DynSource owning = two();
  DynSourceShared shared = one();
  const DynSourceRef of_object = object;
  DynSourceRef of_owning = owning;
  const DynSourceRef of_shared = shared;
  EXPECT_EQ(block_on(of_object.next()), 1);
  EXPECT_EQ(block_on(of_owning.next()), 2);
  EXPECT_EQ(block_on(of_shared.next()), 1);

  const DynSourceRef copy = of_owning;
  // One made from a Dyn refers to the object inside it, wherever the Dyn goes.
  const DynSource moved = std::move(owning);
  EXPECT_EQ(block_on(copy.next()), 2);
  of_owning = of_object;
  EXPECT_EQ(of_owning.target<one>(), &object);
}

TEST_F(Ownership, ARefOfAConstantWillDoWhereAllMethodsAreConst) {
  const reading object;
  const DynReadingRef ref = object;
  EXPECT_EQ(block_on(ref.read()), 4);
  EXPECT_EQ(ref.size(), 5);
  EXPECT_EQ(ref.target<const reading>(), &object);
  EXPECT_EQ(ref.target<reading>(), nullptr);

  const DynReading owning = reading();
  const DynReadingRef of_owning = owning;
  EXPECT_EQ(block_on(of_owning.read()), 4);

  static_assert(!std::is_constructible_v<DynSourceRef, const one&>);
  static_assert(!std::is_constructible_v<DynSourceRef, const DynSource&>);
  static_assert(!std::is_constructible_v<DynReadingRef, DynReading>);
}

TEST_F(Ownership, ConstnessPassesThroughAllButARef) {
  static_assert(calls_next<DynSource>);
  static_assert(!calls_next<const DynSource>);
  static_assert(calls_next<DynSourceShared>);
  static_assert(!calls_next<const DynSourceShared>);
  static_assert(calls_next<const DynSourceRef>);
  static_assert(calls_read<const DynReading>);
}

TEST_F(Ownership, SharedOnesCountTheirOwners) {
  DynSourceShared first = one();
  {
    const DynSourceShared second = first;
    DynSourceShared third = second;
    third = first;
    DynSourceShared& same = third;
    third = same;
    EXPECT_EQ(tracked::alive, 1);
  }
  EXPECT_EQ(tracked::alive, 1);
  DynSourceShared last = std::move(first);
  EXPECT_EQ(tracked::alive, 1);
  last = two();
  EXPECT_EQ(tracked::alive, 1);
  EXPECT_EQ(block_on(last.next()), 2);
}

TEST_F(Ownership, SharedOnesCountAcrossThreads) {
  DynReadingShared shared = reading();
  DynSourceShared counted = one();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([shared, counted] {
        for (int n = 0; n < 1000; ++n) {
          const DynReadingShared copy = shared;
          const DynSourceShared other = counted;
          EXPECT_EQ(block_on(copy.read()), 4);
        }
      });
    counted = two();
  }
  EXPECT_EQ(tracked::alive, 1);
}

TEST_F(Ownership, ASubtraitConvertsToItsSupertraitWithoutAllocating) {
  DynNamedSource owning = named();
  const DynNamedRef ref = owning;
  EXPECT_EQ(block_on(DynNamedRef(ref).name()), "name");
  EXPECT_EQ(allocations_of([&] {
              DynNamed super = std::move(owning);
              DynNamedShared shared = std::move(super);
              const DynNamedShared copy = shared;
            }),
            0u);
  EXPECT_EQ(tracked::alive, 0);

  DynNamedSourceShared shared = named();
  DynNamedShared super = shared;
  EXPECT_EQ(tracked::alive, 1);
  EXPECT_TRUE(shared);
  EXPECT_EQ(block_on(super.name()), "name");
}

} // namespace
} // namespace test
