#pragma once
#include <async_trait/trait.h>
#include "task.h"

#include <future>
#include <optional>
#include <string>

// What is a future, and what is not.
namespace app {

template <class T>
struct by_member {
  int operator co_await();
};

template <class T>
struct by_function {};
template <class T>
int operator co_await(by_function<T>);

template <class T>
struct by_promise {
  struct promise_type;
};

template <class T, class Executor = int>
struct by_base : task<T> {};

template <class T>
using alias = by_promise<std::optional<T>>;

using named = task<std::string>;

struct [[async_trait_v2]] Futures {
  async<int> member();
  async<std::string> function();
  async<std::optional<std::string>> promise();
  async<int> base();
  async<std::optional<int>> through_alias();
  async<std::string> through_name();
  async<void> without_argument();
  async<const std::string&> qualified();

  generator<int> values();
  std::future<int> standard();
  std::optional<int> optional();
};

// None of these is an interface with async methods.
struct Plain {
  virtual ~Plain() = default;
  virtual int size() = 0;
};
struct NotVirtual {
  task<int> next();
};
class Hidden {
  virtual task<int> next() = 0;
};

} // namespace app
