#pragma once
#include <async_trait/trait.h>
#include <memory>
#include <optional>
#include <string>

#include "support.h"

namespace test {

/// The workhorse: one call, one number.
struct [[async_trait_v2]] Source {
  async<int> next();
};

/// Adds a consuming method.
struct [[async_trait_v2]] Closing {
  async<int> next();
  async<std::string> close(std::string last) &&;
};

/// A number that can be read from a constant object.
struct [[async_trait_v2]] Reading {
  async<int> read() const;
  int size() const noexcept;
};

/// Each kind of parameter.
struct [[async_trait_v2]] Arguments {
  async<std::string> text(std::string value);
  async<int> unique(std::unique_ptr<int> value);
  async<void> increment(int& counter);
  async<int> rvalue(std::unique_ptr<int>&& value);
  async<int> counted(tracked value, const tracked& other);
};

/// Each kind of result.
struct [[async_trait_v2]] Results {
  async<void> nothing();
  async<std::unique_ptr<int>> unique();
  async<int&> reference();
  async<const std::string&> const_reference();
  async<const std::string> constant();
  async<pinned> immovable();
  async<std::string> converted();
  async<std::optional<int>> perhaps();
  async<throws_when_moved> throwing();
};

struct [[async_trait_v2]] Lookup {
  async<expected> look_up(int key);
};

/// A reference, perhaps to what the call itself keeps.
struct [[async_trait_v2]] Echo {
  async<const std::string&> echo(std::string text);
};
struct [[async_trait_v2("storage=async_trait::storage::heap")]] HeapEcho {
  async<const std::string&> echo(std::string text);
};

struct [[async_trait_v2]] Named {
  async<std::string> name();
};
struct [[async_trait_v2]] NamedSource : Named {
  async<int> next();
};

struct [[async_trait_v2("storage=async_trait::storage::heap")]] HeapSource {
  async<int> next();
};
struct [[async_trait_v2("storage=async_trait::storage::inplace<128>")]] RoomySource {
  async<int> next();
};
struct [[async_trait_v2("storage=async_trait::storage::inplace_only<16>")]] TightSource {
  async<int> next();
};
struct [[async_trait_v2("storage=::test::counting_policy")]] CountedSource {
  async<int> next();
};

struct [[async_trait_v2("storage=async_trait::storage::heap")]] HeapClosing {
  async<int> close() &&;
};
struct [[async_trait_v2("storage=async_trait::storage::inplace_only<1200>")]] PlacedClosing {
  async<int> close() &&;
};
struct [[async_trait_v2]] PlainClosing {
  async<int> close() &&;
};

/// Its Dyn futures are coroutines.
struct [[async_trait_v2("future=async_trait::task")]] TaskSource {
  async<int> next();
  async<int> close() &&;
};
struct [[async_trait_v2("future=async_trait::task")]] TaskClosing {
  async<int> close() &&;
};

} // namespace test
