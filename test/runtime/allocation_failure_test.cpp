// Every allocation fails once: nothing leaks, nothing is started twice, and what was there before
// stays usable.
#include "support.h"
#include "traits.h"

#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <exception>
#include <memory>
#include <memory_resource>
#include <new>
#include <string>
#include <thread>
#include <utility>

using async_trait::arena;
using async_trait::block_on;
using async_trait::task;

namespace test {
namespace {

/// What a resource of ours throws, so that it is not taken for the heap's.
struct exhausted {};

/// A resource of which one allocation may be made to fail.
class failing_resource : public std::pmr::memory_resource {
public:
  /// While it lives, the allocation that comes after `after` others fails, once.
  class failing {
  public:
    failing(failing_resource& resource, std::size_t after) noexcept : resource_(resource) {
      resource_.until_failure_ = after + 1;
    }
    failing(const failing&) = delete;
    failing& operator=(const failing&) = delete;
    ~failing() { resource_.until_failure_ = 0; }

  private:
    failing_resource& resource_;
  };

private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    if (until_failure_ != 0 && --until_failure_ == 0)
      throw exhausted();
    return std::pmr::new_delete_resource()->allocate(size, alignment);
  }
  void do_deallocate(void* place, std::size_t size, std::size_t alignment) override {
    std::pmr::new_delete_resource()->deallocate(place, size, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  std::size_t until_failure_ = 0; // 0: never.
};

/// An allocator of the standard's kind on top of it.
template <class T>
struct failing_allocator {
  using value_type = T;

  explicit failing_allocator(failing_resource& from) noexcept : resource(&from) {}
  template <class U>
  failing_allocator(const failing_allocator<U>& other) noexcept : resource(other.resource) {}

  T* allocate(std::size_t n) {
    return static_cast<T*>(resource->allocate(n * sizeof(T), alignof(T)));
  }
  void deallocate(T* place, std::size_t n) {
    resource->deallocate(place, n * sizeof(T), alignof(T));
  }
  bool operator==(const failing_allocator&) const = default;

  failing_resource* resource;
};

/// The two ways to fail.
struct of_heap {
  using error = std::bad_alloc;
  failing_allocation fail_after(std::size_t after) const { return failing_allocation(after); }
};
struct of_resource {
  using error = exhausted;
  failing_resource& resource;
  failing_resource::failing fail_after(std::size_t after) const { return {resource, after}; }
};

/// How often an implementer's work was begun by this thread.
thread_local int begun = 0;

/// Runs `attempt` while each of its allocations fails, one after the other, until none is left;
/// `attempt` returns whether one did. Returns how many could. Every attempt has a thread of its
/// own, since threads keep the frames of tasks for the next.
template <class Source, class Attempt>
std::size_t each_allocation_fails(const Source& source, Attempt attempt) {
  for (std::size_t after = 0; after < 50; ++after) {
    const long before = living_allocations();
    bool failed = false;
    std::thread([&] {
      const auto failing = source.fail_after(after);
      failed = attempt();
    }).join();
    EXPECT_EQ(living_allocations(), before) << "after " << after;
    EXPECT_EQ(tracked::alive, 0) << "after " << after;
    if (!failed)
      return after;
  }
  ADD_FAILURE() << "does not end";
  return 0;
}

/// Makes a Dyn and calls it. Where the call fails it is repeated, and then it succeeds.
template <class Source, class Make, class Call>
std::size_t make_and_call(const Source& source, Make make, Call call) {
  using error = typename Source::error;
  return each_allocation_fails(source, [&] {
    begun = 0;
    bool failed = false;
    try {
      auto dyn = make();
      EXPECT_EQ(begun, 0);
      try {
        EXPECT_EQ(call(dyn), 1);
      } catch (const error&) {
        failed = true;
        EXPECT_EQ(begun, 0);
        EXPECT_EQ(call(dyn), 1);
      }
      EXPECT_EQ(begun, 1);
    } catch (const error&) {
      failed = true;
      EXPECT_EQ(begun, 0);
    }
    return failed;
  });
}

/// Implementers of all the traits with `next`.
auto small() {
  return source([] { return ++begun, number_now<>(1); });
}
auto large() {
  return source([] { return ++begun, number_now<1000>(1); });
}
auto overaligned() {
  return source([] { return ++begun, number_now<200, 128>(1); });
}
task<int> begin() {
  const tracked local;
  ++begun;
  co_return 1;
}
auto coroutine() {
  return source([] { return begin(); });
}
auto nested() {
  return source([]() -> task<int> {
    const tracked local;
    co_return co_await begin();
  });
}
auto textbook() {
  return source([]() -> textbook_task<int> {
    const tracked local;
    ++begun;
    co_return 1;
  });
}

const auto next = [](auto& dyn) { return block_on(dyn.next()); };

/// The ways to make a `Dyn` of what `make` returns.
template <class Dyn, class Make>
void made_on_the_heap(Make make) {
  using implementer = decltype(make());
  EXPECT_GE(make_and_call(of_heap(), [&]() -> Dyn { return make(); }, next), 1u);
  EXPECT_GE(make_and_call(of_heap(), [&] { return Dyn::from(make()); }, next), 1u);
  EXPECT_GE(
      make_and_call(of_heap(), [&] { return Dyn::template make<implementer>(make()); }, next), 1u);
}

template <class Dyn, class Make>
void made_in_a_resource(Make make) {
  using implementer = decltype(make());
  failing_resource resource;
  const auto fails = [&](const auto& memory) {
    const auto of_memory = [&](auto way) {
      EXPECT_GE(make_and_call(of_resource{resource}, way, next), 1u);
      EXPECT_GE(make_and_call(of_heap(), way, next), 1u);
    };
    of_memory([&] { return Dyn(std::allocator_arg, memory, make()); });
    of_memory([&] { return Dyn::from(std::allocator_arg, memory, make()); });
    of_memory([&] { return Dyn::template make<implementer>(std::allocator_arg, memory, make()); });
  };
  fails(failing_allocator<char>(resource));
  fails(std::pmr::polymorphic_allocator<>(&resource));
  fails(&resource);
}

template <class Dyn>
void made_in_every_way() {
  const auto ways = [](auto make) {
    made_on_the_heap<Dyn>(make);
    made_in_a_resource<Dyn>(make);
  };
  ways(small);
  ways(large);
  ways(coroutine);
  ways(nested);
  ways(textbook);
}

TEST(AllocationFailure, OfTheObjectOrItsFutures) {
  made_in_every_way<DynSource>();
  made_on_the_heap<DynSource>(overaligned);
  made_in_a_resource<DynSource>(overaligned);
  made_in_every_way<DynHeapSource>();
  made_in_every_way<DynRoomySource>();
  made_in_every_way<DynCountedSource>();
  EXPECT_EQ(counting_policy::blocks, 0);
}

TEST(AllocationFailure, OfASharedObject) {
  made_in_every_way<DynSourceShared>();
  made_in_every_way<DynHeapSourceShared>();
  EXPECT_GE(make_and_call(of_heap(), [] { return DynSourceShared(DynSource(large())); }, next), 2u);
}

TEST(AllocationFailure, OfAnObjectWhoseFuturesAreAllInPlace) {
  const auto of_tight = [](auto make) {
    made_on_the_heap<DynTightSource>(make);
    made_in_a_resource<DynTightSource>(make);
  };
  of_tight(small);
  of_tight(coroutine);
}

TEST(AllocationFailure, OfFuturesThatAreCoroutines) {
  // They are lazy: the implementer's work begins when they are awaited.
  made_in_every_way<DynTaskSource>();
  made_in_every_way<DynTaskSourceShared>();
}

TEST(AllocationFailure, OfACallsOwnMemory) {
  failing_resource resource;
  const auto fails = [&](auto make) {
    const auto in = [&](auto& memory) {
      const auto call = [&](DynSource& dyn) { return block_on(dyn.next().in(memory)); };
      const auto made = [&]() -> DynSource { return make(); };
      EXPECT_EQ(make_and_call(of_resource{resource}, made, call), 1u);
      EXPECT_GE(make_and_call(of_heap(), made, call), 2u);
    };
    const failing_allocator<char> allocator(resource);
    const std::pmr::polymorphic_allocator<> polymorphic(&resource);
    failing_resource* const pointer = &resource;
    in(resource);
    in(pointer);
    in(allocator);
    in(polymorphic);
  };
  fails(large);
  fails(overaligned);
}

TEST(AllocationFailure, OfAnArena) {
  const auto fails = [](auto make) {
    EXPECT_GE(make_and_call(
                  of_heap(), [&]() -> DynSource { return make(); },
                  [](DynSource& dyn) {
                    arena memory;
                    return block_on(dyn.next().in(memory));
                  }),
              2u);
    // One that goes on being used after it failed, for the object and its futures.
    EXPECT_GE(each_allocation_fails(of_heap(),
                                    [&] {
                                      arena memory;
                                      for (int calls = 0; calls < 5; ++calls) {
                                        try {
                                          DynSource dyn(std::allocator_arg, &memory, make());
                                          block_on(dyn.next());
                                        } catch (const std::bad_alloc&) {
                                          DynSource dyn(std::allocator_arg, &memory, make());
                                          EXPECT_EQ(block_on(dyn.next()), 1);
                                          return true;
                                        }
                                      }
                                      return false;
                                    }),
              1u);
  };
  fails(large);
  fails(overaligned);
  fails(coroutine);
}

/// Awaits it, with an event that the implementer waits for, and returns or throws what comes.
template <class Future>
int after(event& when, Future future) {
  int result = 0;
  std::exception_ptr error;
  const auto await = [&]() -> operation {
    try {
      result = co_await std::move(future);
    } catch (...) {
      error = std::current_exception();
    }
  };
  auto awaiting = await();
  awaiting.start();
  if (when.is_awaited())
    when.set();
  EXPECT_TRUE(awaiting.is_done());
  if (error)
    std::rethrow_exception(error);
  return result;
}

TEST(AllocationFailure, OfFuturesThatSuspend) {
  const auto fails = [](auto make_next) {
    event when;
    const auto call = [&](auto& dyn) { return after(when, dyn.next()); };
    const auto make = [&] { return source([&] { return make_next(when); }); };
    EXPECT_GE(make_and_call(of_heap(), [&]() -> DynSource { return make(); }, call), 1u);
    EXPECT_GE(make_and_call(of_heap(), [&]() -> DynHeapSource { return make(); }, call), 1u);
    EXPECT_GE(make_and_call(of_heap(), [&]() -> DynTaskSource { return make(); }, call), 1u);
  };
  fails([](event& when) { return ++begun, number_after<>(when, 1); });
  fails([](event& when) { return ++begun, number_after<1000>(when, 1); });
  fails([](event& when) -> task<int> {
    const tracked local;
    ++begun;
    co_await when;
    co_return 1;
  });
}

/// Has a consuming method of each kind.
template <class Close>
struct closing {
  explicit closing(Close function) : close_with(std::move(function)) {}
  number_now<> next() { return number_now<>(0); }
  auto close(std::string last) && { return close_with(std::move(last)); }
  auto close() && { return close_with(""); }

  Close close_with;
  tracked counter;
};

/// Consumes a Dyn. One whose consuming call failed is gone, and the next is made.
template <class Dyn, class Make, class Call>
void consumed(Make make, Call call) {
  const auto attempt = [&](auto make_dyn, auto error) {
    return [=] {
      begun = 0;
      bool failed = false;
      try {
        Dyn dyn = make_dyn();
        EXPECT_EQ(call(std::move(dyn)), 1);
        EXPECT_FALSE(dyn);
        EXPECT_EQ(begun, 1);
      } catch (const decltype(error)&) {
        failed = true;
        EXPECT_EQ(begun, 0);
        EXPECT_EQ(tracked::alive, 0);
      }
      return failed;
    };
  };
  failing_resource resource;
  const auto on_heap = [=]() -> Dyn { return make(); };
  const auto in_resource = [=, &resource] { return Dyn(std::allocator_arg, &resource, make()); };
  EXPECT_GE(each_allocation_fails(of_heap(), attempt(on_heap, std::bad_alloc())), 1u);
  EXPECT_GE(each_allocation_fails(of_heap(), attempt(in_resource, std::bad_alloc())), 1u);
  EXPECT_GE(each_allocation_fails(of_resource{resource}, attempt(in_resource, exhausted())), 1u);
}

TEST(AllocationFailure, OfAConsumingCall) {
  const auto awaiter = [] {
    return closing([](const std::string&) { return ++begun, async_trait::ready<int>(1); });
  };
  const auto coroutine = [] {
    return closing([](std::string) -> task<int> {
      const tracked local;
      ++begun;
      co_return 1;
    });
  };
  const auto large_awaiter = [] {
    return closing([](const std::string&) { return ++begun, number_now<1000>(1); });
  };
  const auto call = [](DynTaskSource dyn) { return block_on(std::move(dyn).close()); };
  consumed<DynTaskSource>(awaiter, call);
  consumed<DynTaskSource>(coroutine, call);
  consumed<DynTaskSource>(large_awaiter, call);
}

TEST(AllocationFailure, OfAConsumingCallWithArguments) {
  // Too long for a string's own room.
  static constexpr auto text = "an argument that is on the heap";
  const auto coroutine = [] {
    return closing([](std::string last) -> task<std::string> {
      const tracked local;
      ++begun;
      co_return last;
    });
  };
  struct large_string : number_now<1000> {
    explicit large_string(std::string kept) : number_now(1), last(std::move(kept)) {}
    std::string await_resume() const { return last; }
    std::string last;
  };
  const auto awaiter = [] {
    return closing([](std::string last) { return ++begun, large_string(std::move(last)); });
  };
  const auto call = [](DynClosing dyn) { return block_on(std::move(dyn).close(text)) == text; };
  consumed<DynClosing>(coroutine, call);
  // Its result is one more allocation, after the work began.
  EXPECT_GE(each_allocation_fails(of_heap(),
                                  [&] {
                                    try {
                                      return !call(awaiter());
                                    } catch (const std::bad_alloc&) {
                                      return true;
                                    }
                                  }),
            4u);
}

TEST(AllocationFailure, LeavesWhatWasToBeMoved) {
  failing_resource resource;
  const auto value_is_there = [&](auto make) {
    struct numbered {
      explicit numbered(std::unique_ptr<int> pointer) : number(std::move(pointer)) {}
      auto next() { return number_now<>(*number); }
      std::unique_ptr<int> number;
    };
    numbered value(std::make_unique<int>(7));
    DynSource before = numbered(std::make_unique<int>(8));
    {
      const failing_allocation failing(0);
      EXPECT_THROW(before = make(std::move(value)), std::bad_alloc);
    }
    EXPECT_EQ(*value.number, 7);
    EXPECT_EQ(block_on(before.next()), 8);
    before = make(std::move(value));
    EXPECT_EQ(block_on(before.next()), 7);
  };
  value_is_there([](auto&& value) { return DynSource(std::move(value)); });
  value_is_there([](auto&& value) { return DynSource::from(std::move(value)); });
  value_is_there(
      [&](auto&& value) { return DynSource(std::allocator_arg, &resource, std::move(value)); });
}

TEST(AllocationFailure, OfAFrameInTheMiddleOfAChain) {
  struct chain {
    static task<int> of(int length) {
      const tracked local;
      if (length == 0)
        co_return 1;
      const int below = co_await of(length - 1);
      co_return below;
    }
  };
  EXPECT_GE(each_allocation_fails(of_heap(),
                                  [] {
                                    try {
                                      EXPECT_EQ(block_on(chain::of(10)), 1);
                                      return false;
                                    } catch (const std::bad_alloc&) {
                                      EXPECT_EQ(tracked::alive, 0);
                                      EXPECT_EQ(block_on(chain::of(10)), 1);
                                      return true;
                                    }
                                  }),
            10u);
}

} // namespace
} // namespace test
