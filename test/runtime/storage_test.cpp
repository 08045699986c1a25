// Where futures live: by the trait, by the object and by the call.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <new>
#include <type_traits>
#include <vector>

using async_trait::arena;
using async_trait::block_on;

namespace test {
namespace {

/// Counts what is allocated from it and not given back.
class counting_resource : public std::pmr::memory_resource {
public:
  int allocations = 0;
  std::size_t in_use = 0;

private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    ++allocations;
    in_use += size;
    return std::pmr::new_delete_resource()->allocate(size, alignment);
  }
  void do_deallocate(void* place, std::size_t size, std::size_t alignment) override {
    in_use -= size;
    std::pmr::new_delete_resource()->deallocate(place, size, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

/// A stateful allocator, with nothing but what the standard asks for.
template <class T>
struct counting_allocator {
  using value_type = T;

  explicit counting_allocator(counting_resource& from) noexcept : resource(&from) {}
  template <class U>
  counting_allocator(const counting_allocator<U>& other) noexcept : resource(other.resource) {}

  T* allocate(std::size_t n) {
    return static_cast<T*>(resource->allocate(n * sizeof(T), alignof(T)));
  }
  void deallocate(T* place, std::size_t n) {
    resource->deallocate(place, n * sizeof(T), alignof(T));
  }
  bool operator==(const counting_allocator&) const = default;

  counting_resource* resource;
};

auto large() {
  return source([] { return number_now<500>(1); });
}
auto overaligned() {
  return source([] { return number_now<500, 128>(2); });
}
auto small() {
  return source([] { return number_now<1>(3); });
}

/// Allocations by `operator new` for one call, that of the caller's frame left out.
template <class Future>
std::size_t heap_of(Future future, int expected) {
  int result = 0;
  const auto call = [&]() -> operation { result = co_await std::move(future); };
  auto calling = call();
  const std::size_t count = allocations_of([&] { calling.start(); });
  EXPECT_TRUE(calling.is_done());
  EXPECT_EQ(result, expected);
  return count;
}

class Storage : public testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(tracked::alive, 0); }
};

TEST_F(Storage, ATraitsPolicyDecidesWhatIsInPlace) {
  const auto of_size_100 = [] { return source([] { return number_now<80>(4); }); };
  EXPECT_EQ(heap_of(DynSource(small()).next(), 3), 0u);
  EXPECT_EQ(heap_of(DynSource(of_size_100()).next(), 4), 1u);
  EXPECT_EQ(heap_of(DynHeapSource(small()).next(), 3), 1u);
  EXPECT_EQ(heap_of(DynRoomySource(of_size_100()).next(), 4), 0u);
  EXPECT_EQ(heap_of(DynRoomySource(large()).next(), 1), 1u);
  EXPECT_EQ(heap_of(DynTightSource(small()).next(), 3), 0u);
  static_assert(sizeof(DynRoomySource::Next) >= 128);
  static_assert(sizeof(DynTightSource::Next) < sizeof(DynRoomySource::Next));
}

/// A future of exactly `Size` bytes, which suspends as an awaiter that returns `Suspend` does.
template <std::size_t Size, class Suspend = void>
struct sized {
  bool await_ready() const noexcept { return true; }
  Suspend await_suspend(std::coroutine_handle<> caller) const noexcept {
    if constexpr (!std::is_void_v<Suspend>)
      return caller;
  }
  int await_resume() const noexcept { return 1; }

  std::byte filling[Size] = {};
};
/// The same with an awaiter of `AwaiterSize` bytes.
template <std::size_t Size, std::size_t AwaiterSize>
struct sized_with_awaiter : sized<Size> {
  auto operator co_await() && noexcept { return sized<AwaiterSize, std::coroutine_handle<>>(); }
};

} // namespace

/// Implements traits from outside, where its futures are kept beside a view.
template <class Future>
struct foreign_source {};
template <class Future>
struct RoomySourceImpl<foreign_source<Future>> {
  static Future next(foreign_source<Future>&) { return Future(); }
};

namespace {

TEST_F(Storage, WhatIsCountedIsTheFutureAlone) {
  const auto heap_of_each = [](auto future, std::size_t expected) {
    using type = decltype(future);
    EXPECT_EQ(heap_of(DynRoomySource(source([] { return type(); })).next(), 1), expected);
    EXPECT_EQ(heap_of(DynRoomySource(foreign_source<type>()).next(), 1), expected);
  };
  heap_of_each(sized<128>(), 0);
  heap_of_each(sized<129>(), 1);
  heap_of_each(sized<128, std::coroutine_handle<>>(), 0);
  heap_of_each(sized<129, std::coroutine_handle<>>(), 1);
  heap_of_each(sized_with_awaiter<128, sizeof(void*)>(), 0);
  heap_of_each(sized_with_awaiter<129, sizeof(void*)>(), 1);
  heap_of_each(sized_with_awaiter<8, 100>(), 0);
  heap_of_each(sized_with_awaiter<8, 300>(), 1);
}

TEST_F(Storage, APolicyMayBeTheUsersOwn) {
  DynCountedSource in_place = small();
  EXPECT_EQ(block_on(in_place.next()), 3);
  event when;
  DynCountedSource dyn = source([&] { return number_after<200>(when, 1); });
  auto suspended = run(dyn.next());
  suspended.start();
  EXPECT_EQ(counting_policy::blocks, 1);
  when.set();
  suspended.drop();
  EXPECT_EQ(counting_policy::blocks, 0);
}

TEST_F(Storage, OveralignedFuturesAndObjectsArePlacedAsTheirTypesAsk) {
  struct alignas(256) aligned {
    auto next() {
      return number_now<>(static_cast<int>(reinterpret_cast<std::uintptr_t>(this) % 256));
    }
  };
  const std::allocator<int> allocator;
  EXPECT_EQ(block_on(DynSource(aligned()).next()), 0);
  EXPECT_EQ(block_on(DynSource(std::allocator_arg, allocator, aligned()).next()), 0);
  EXPECT_EQ(block_on(DynSource(overaligned()).next()), 2);
  EXPECT_EQ(block_on(DynSource(std::allocator_arg, allocator, overaligned()).next()), 2);
  EXPECT_EQ(block_on(DynSource(overaligned()).next().in(allocator)), 2);
  arena memory;
  EXPECT_EQ(block_on(DynSource(overaligned()).next().in(memory)), 2);
}

TEST_F(Storage, AnObjectsAllocatorServesItAndItsFutures) {
  const auto serves = [](auto make, int expected, int each_call) {
    counting_resource resource;
    {
      DynSource dyn(std::allocator_arg, counting_allocator<char>(resource), make());
      EXPECT_EQ(resource.allocations, 1);
      EXPECT_EQ(block_on(dyn.next()), expected);
      EXPECT_EQ(resource.allocations, 1 + each_call);
      DynSource moved = std::move(dyn);
      DynSourceShared shared = std::move(moved);
      EXPECT_EQ(block_on(shared.next()), expected);
      EXPECT_EQ(resource.allocations, 1 + 2 * each_call);
    }
    EXPECT_EQ(resource.in_use, 0u);
  };
  serves(large, 1, 1);
  serves(overaligned, 2, 1);
  serves(small, 3, 0);
}

TEST_F(Storage, AnAllocatorIsTakenInEveryWayOfMaking) {
  counting_resource resource;
  const std::pmr::polymorphic_allocator<> allocator(&resource);
  const auto expect_used = [&](auto dyn) {
    const int before = resource.allocations;
    EXPECT_EQ(block_on(dyn.next()), 1);
    EXPECT_EQ(resource.allocations, before + 1);
  };
  using implementer = decltype(large());
  expect_used(DynSource(std::allocator_arg, allocator, large()));
  expect_used(DynSource::from(std::allocator_arg, allocator, large()));
  expect_used(DynSource::make<implementer>(std::allocator_arg, allocator, large()));
  expect_used(DynSourceShared(std::allocator_arg, allocator, large()));
  expect_used(DynSourceShared::from(std::allocator_arg, allocator, large()));
  expect_used(DynSourceShared::make<implementer>(std::allocator_arg, allocator, large()));
  expect_used(DynSource::from(std::allocator_arg, &resource, large()));
  EXPECT_EQ(resource.in_use, 0u);
}

TEST_F(Storage, AnObjectsAllocatorOutlivesAConsumingCall) {
  struct closing {
    std::array<char, 500> filling = {};
    number_now<> next() { return number_now<>(0); }
    struct closed : number_now<400> {
      using number_now::number_now;
      std::string await_resume() const { return "closed"; }
    };
    auto close(std::string) && { return closed(0); }
  };
  counting_resource resource;
  DynClosing dyn(std::allocator_arg, counting_allocator<int>(resource), closing());
  EXPECT_EQ(block_on(std::move(dyn).close("")), "closed");
  EXPECT_EQ(resource.allocations, 2);
  EXPECT_EQ(resource.in_use, 0u);
}

TEST_F(Storage, AFailedConstructionGivesItsMemoryBack) {
  struct throwing {
    explicit throwing(int) { throw 1; }
    auto next() { return number_now<>(0); }
    tracked counter;
  };
  counting_resource resource;
  EXPECT_THROW(DynSource::make<throwing>(std::allocator_arg, counting_allocator<int>(resource), 1),
               int);
  EXPECT_THROW(DynSource::make<throwing>(1), int);
  EXPECT_EQ(resource.allocations, 1);
  EXPECT_EQ(resource.in_use, 0u);
}

TEST_F(Storage, ACallsResourceServesWhatDoesNotFit) {
  counting_resource resource;
  const counting_allocator<char> allocator(resource);
  const std::pmr::polymorphic_allocator<> polymorphic(&resource);
  std::pmr::memory_resource& base = resource;
  DynSource dyn = large();
  EXPECT_EQ(block_on(dyn.next().in(resource)), 1);
  EXPECT_EQ(block_on(dyn.next().in(base)), 1);
  EXPECT_EQ(block_on(dyn.next().in(&base)), 1);
  EXPECT_EQ(block_on(dyn.next().in(allocator)), 1);
  EXPECT_EQ(block_on(dyn.next().in(polymorphic)), 1);
  EXPECT_EQ(resource.allocations, 5);
  DynSource fits = small();
  EXPECT_EQ(block_on(fits.next().in(resource)), 3);
  EXPECT_EQ(resource.allocations, 5);
  EXPECT_EQ(resource.in_use, 0u);
  arena memory;
  EXPECT_EQ(block_on(dyn.next().in(memory)), 1);
  EXPECT_EQ(heap_of(dyn.next().in(memory), 1), 0u);
}

TEST_F(Storage, ACallsResourceGoesBeforeTheObjectsAllocator) {
  counting_resource of_object;
  counting_resource of_call;
  DynSource dyn(std::allocator_arg, counting_allocator<int>(of_object), large());
  EXPECT_EQ(block_on(dyn.next().in(of_call)), 1);
  EXPECT_EQ(of_object.allocations, 1);
  EXPECT_EQ(of_call.allocations, 1);
  EXPECT_EQ(block_on(DynSourceRef(dyn).next().in(of_call)), 1);
  EXPECT_EQ(of_call.allocations, 2);
}

TEST_F(Storage, ACallInAResourceIsAFutureLikeAnyOther) {
  counting_resource resource;
  event when;
  DynSource dyn = source([&] { return number_after<500>(when, 5); });
  {
    auto never_awaited = dyn.next().in(resource);
    auto moved = std::move(never_awaited);
  }
  EXPECT_EQ(resource.allocations, 0);
  {
    auto dropped = run(dyn.next().in(counting_allocator<char>(resource)));
    dropped.start();
    EXPECT_GT(resource.in_use, 0u);
  }
  EXPECT_EQ(resource.in_use, 0u);
  auto completed = run(dyn.next().in(resource));
  completed.start();
  when.set();
  EXPECT_TRUE(completed.is_done());
  EXPECT_EQ(resource.in_use, 0u);
}

TEST(Arena, GrowsAndGivesNothingBackBeforeItsEnd) {
  const std::size_t before = allocations();
  arena memory;
  EXPECT_EQ(allocations() - before, 0u);
  std::vector<std::byte*> places;
  for (std::size_t i = 0; i < 1000; ++i) {
    auto* const place = static_cast<std::byte*>(memory.allocate(100));
    std::fill_n(place, 100, static_cast<std::byte>(i));
    places.push_back(place);
  }
  for (std::size_t i = 0; i < 1000; ++i)
    for (std::size_t n = 0; n < 100; ++n)
      ASSERT_EQ(places[i][n], static_cast<std::byte>(i));
}

TEST(Arena, AllocatesRarely) {
  arena memory;
  EXPECT_LE(allocations_of([&] {
              for (int i = 0; i < 10'000; ++i)
                static_cast<void>(memory.allocate(100));
            }),
            12u);
}

TEST(Arena, GivesTheNewestBackAtOnce) {
  arena memory;
  void* const first = memory.allocate(100);
  void* const second = memory.allocate(200);
  memory.deallocate(second, 200);
  EXPECT_EQ(memory.allocate(150), second);
  memory.deallocate(first, 100);
  EXPECT_NE(memory.allocate(100), first);
  EXPECT_LE(allocations_of([&] {
              for (int i = 0; i < 100'000; ++i)
                memory.deallocate(memory.allocate(100), 100);
            }),
            0u);
}

TEST(Arena, AlignsAsAsked) {
  arena memory;
  for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2) {
    static_cast<void>(memory.allocate(1, 1));
    const void* const place = memory.allocate(3, alignment);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(place) % alignment, 0u) << alignment;
  }
}

TEST(Arena, HasNoRoomForMoreThanThereCanBe) {
  arena memory;
  volatile std::size_t too_much = SIZE_MAX - 8;
  EXPECT_THROW(static_cast<void>(memory.allocate(too_much, 16)), std::bad_alloc);
  too_much = SIZE_MAX;
  EXPECT_THROW(static_cast<void>(memory.allocate(too_much, 1)), std::bad_alloc);
  static_cast<void>(memory.allocate(10));
}

TEST(Arena, ReleaseGivesEverythingBackAndBegins) {
  arena memory;
  static_cast<void>(memory.allocate(1'000'000));
  memory.release();
  memory.release();
  auto* const place = static_cast<std::byte*>(memory.allocate(10));
  std::fill_n(place, 10, std::byte());
}

TEST(Arena, IsEqualToItselfAlone) {
  arena a, b;
  EXPECT_TRUE(a.is_equal(a));
  EXPECT_FALSE(a.is_equal(b));
  std::pmr::vector<int> numbers({1, 2, 3}, &a);
  EXPECT_EQ(numbers.size(), 3u);
}

} // namespace
} // namespace test
