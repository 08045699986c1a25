#pragma once
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

struct Futures {
  virtual by_member<int> member() = 0;
  virtual by_function<std::string> function() = 0;
  virtual by_promise<std::optional<std::string>> promise() = 0;
  virtual by_base<int, long> base() = 0;
  virtual alias<int> through_alias() = 0;
  virtual named through_name() = 0;
  virtual app::task<> without_argument() = 0;
  virtual ::app::task<const std::string&> qualified() = 0;

  virtual generator<int> values() = 0;
  virtual std::future<int> standard() = 0;
  virtual std::optional<int> optional() = 0;
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
