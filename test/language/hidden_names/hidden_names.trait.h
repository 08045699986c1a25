#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>

#include <async_trait/task.h>
#include <async_trait/trait.h>

/// What methods and members of the generated classes like to hide.
struct Status {
  int code = 0;
};
struct Read {
  int count = 0;
};
struct Next {};
struct Item {};
struct T {
  int value = 1;
};
struct Self {};
struct any {};
namespace future {
struct Args {
  int number = 2;
};
} // namespace future

namespace demo {

struct Close {
  int reason = 3;
};
enum class Mode { on, off };
using Text = std::string;

/// A trait whose names hide others.
struct [[async_trait_v2]] Device {
  struct Error;
  /// Hides the outer one.
  struct Item;
  static const int drop_limit;

  async<Status> status();
  async<Read> read(Read Read, int Status);
  async<Next> next(Close close = Close{4});
  async<Close> close(Text Text, Mode Mode) const;
  async<T> self(Self Self, any any, T T);
  Mode mode(Mode mode = Mode::off) const;
  Text text() const;

  async<int> release(int object, int caller, int frame, int self);
  async<int> object(int callee, int start, int kept, int call);
  async<int> callee(int vtable_, int object_);
  async<int> frame() const;
  async<int> drop(int drop);
  async<int> drop();
  int call(int argument1, int);
  int vtable(int T_, int T) noexcept;
  async<int> forget(future::Args future);
  int holds(std::optional<Item> item) const;
  async<int> move(std::unique_ptr<int> forward);
  int std_free(int std_) const;
  async<int> Implementer(Error start, int kept, int call) &&;
  int end(int start, int kept, int frame) &&;
};

/// Its methods are called like the members that the generated classes have themselves.
template <class Key>
struct [[async_trait_v2]] Members {
  async<Key> self_(Key object_2);
  int object_() const;
  async<int> vtable_();
  async<int> release_() &&;
  int release_(int by) &&;
  async<int> plain();
};

namespace net {
struct Address {
  int port = 1;
};
} // namespace net

/// Methods with the names of namespaces, which hide none of them, and parameters with names that
/// the shims of such futures use.
struct [[async_trait_v2("future=async_trait::task")]] Socket {
  async<int> net(net::Address arguments, int object);
  async<net::Address> std(std::string text) const { co_return net::Address{std::stoi(text)}; }
};

/// Template parameters with the names of a supertrait's parameters.
struct [[async_trait_v2]] Opened {
  async<int> open(int port, const int (&key)[2]);
};
template <class key, int port>
struct [[async_trait_v2]] Door : Opened {
  async<key> shut(int by);
};

/// Template parameters with the names of what a supertrait's methods declare or use.
struct [[async_trait_v2]] Counted {
  int count(int step) {
    struct Local {
      int value;
    };
    const Local twice{step * 2};
    const int Key = twice.value;
    return Key;
  }
  void visit(void (*with)(int element)) { with(3); }
  template <class U>
  U same(U by) {
    return by;
  }
  int reason(Close close) { return close.reason; }
};
template <class value, std::integral Key, int element = sizeof(Key), class U = value, class Close = U>
  requires(sizeof(value) > 0)
struct [[async_trait_v2]] Counter : Counted {
  static const Key limit = Key(element);
  async<value> next_value(value by, Key (*function)(value given) = nullptr) {
    co_return function ? static_cast<value>(function(by)) : by;
  }
  Close other(Close by, U) { return by; }
};
/// At a distance, and as a pack.
template <class... Key>
struct [[async_trait_v2]] Counters : Counter<int, long> {
  int sum(Key... keys) { return (0 + ... + static_cast<int>(keys)); }
};

/// Members with the names of what a supertrait's bodies declare.
struct [[async_trait_v2]] Plain {
  int locals(int most) {
    int limit = most;
    const int other = 4;
    return limit + other;
  }
  int callback(int (*other)(int)) { return other(1); }
  async<int> callback_later(int (*other)(int)) { co_return other(2); }
  int lambda() {
    auto third = [](int x) { return x; };
    return third(3);
  }
};
struct [[async_trait_v2]] Shadowing : Plain {
  static const int limit = 3;
  static const int most = 3;
  int other() { return 1; }
  int third() { return 1; }
};

/// Parameters that can be called like a method.
using Handler = int (*)(int);
template <class T>
struct [[async_trait_v2]] Handling {
  int other(int by);
  int decorator(int by) { return by; }
  int direct(Handler other);
  async<int> later(T other);
};

/// The same of what a Dyn does not have.
struct [[async_trait_v2]] StaticMembers {
  [[async_trait_v2("static_only")]] int self_() const;
  template <class U>
  int object_(U by) const;
  static int vtable_(int by);
  static int release_(int by);
  async<int> plain();
  int now() const;
  async<int> end() &&;
};

} // namespace demo
