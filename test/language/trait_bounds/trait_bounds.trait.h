#pragma once

#include <concepts>

#include <async_trait/trait.h>

namespace net {

struct [[async_trait_v2]] Connection {
  struct Error;
  async<int> ping();
};

template <class K, int Limit = 3>
struct [[async_trait_v2]] Store {
  async<int> get(K key);
};

template <class... Args>
struct [[async_trait_v2]] Handler {
  struct Result;
  async<Result> call(Args... args);
};

} // namespace net

namespace app {

/// Bounds that name traits: by way of their namespaces, with and without their parameters.
struct [[async_trait_v2]] Pool {
  struct [[async_trait_v2("requires net::Connection<Conn>",
                          "requires ::net::Connection<Conn, int> && std::movable<Conn>")]] Conn;
  struct [[async_trait_v2("requires net::Store<Cache, int> && net::Store<Cache, int, 2>")]] Cache;
  struct [[async_trait_v2("requires net::Handler<Hook, void, Conn, Cache>")]] Hook;

  async<Conn> acquire();
};

/// And one in the namespace of the other.
struct [[async_trait_v2]] Fleet {
  struct [[async_trait_v2("requires Pool<Member>")]] Member;
  Member& member(int index);
};

} // namespace app
