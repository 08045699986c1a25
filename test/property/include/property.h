// What the trait headers of the property tests include: values that are made from numbers and
// read back as numbers, so that a test knows every type by its spelling alone, and the record of
// the calls that arrived.
#pragma once

#include <async_trait/ready.h>
#include <async_trait/storage.h>
#include <async_trait/task.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace property {

/// Ends the program with a failure unless `holds`.
inline void require(bool holds, const char* what) {
  if (holds)
    return;
  std::printf("%s\n", what);
  std::exit(1);
}

/// Counts its objects and notices one that is destroyed twice.
class Counted {
public:
  Counted() noexcept { ++alive; }
  Counted(const Counted&) noexcept : Counted() {}
  Counted& operator=(const Counted&) = default;
  ~Counted() {
    require(std::exchange(state_, destroyed) == living, "destroyed twice, or never made");
    --alive;
  }

  static inline int alive = 0;

private:
  static constexpr unsigned living = 0x600dface;
  static constexpr unsigned destroyed = 0xdeadbeef;
  volatile unsigned state_ = living;
};

struct Value : Counted {
  explicit Value(int which) : number(which) {}
  int number;
};

struct Token : Counted {
  explicit Token(int which) : number(which) {}
  Token(Token&&) = default;
  Token& operator=(Token&&) = default;
  int number;
};

enum class Mode : int {};

/// What references and pointers of results refer to, until the end of the test.
inline std::vector<std::shared_ptr<void>> kept;

constexpr int numbers = 100;

template <int Number>
int constant(int) {
  return Number;
}

template <class T>
struct Values;

template <class T>
T make(int number) {
  return Values<T>::make(number);
}

template <class T>
int number_of(const T& value) {
  return Values<T>::number(value);
}

template <class T>
  requires std::is_arithmetic_v<T> || std::is_enum_v<T>
struct Values<T> {
  static T make(int number) { return static_cast<T>(number); }
  static int number(T value) { return static_cast<int>(value); }
};

template <std::derived_from<Counted> T>
struct Values<T> {
  static T make(int number) { return T(number); }
  static int number(const T& value) { return value.number; }
};

template <>
struct Values<std::string> {
  static std::string make(int number) { return std::to_string(number); }
  static int number(const std::string& value) { return value.empty() ? 0 : std::stoi(value); }
};

template <class T>
struct Values<std::unique_ptr<T>> {
  static std::unique_ptr<T> make(int number) {
    return std::make_unique<T>(property::make<T>(number));
  }
  static int number(const std::unique_ptr<T>& value) { return value ? number_of(*value) : 0; }
};

template <class T>
struct Values<std::optional<T>> {
  static std::optional<T> make(int number) { return property::make<T>(number); }
  static int number(const std::optional<T>& value) { return value ? number_of(*value) : 0; }
};

template <class T>
struct Values<std::vector<T>> {
  static std::vector<T> make(int number) {
    std::vector<T> result;
    result.push_back(property::make<T>(number));
    return result;
  }
  static int number(const std::vector<T>& value) {
    return value.empty() ? 0 : number_of(value.front());
  }
};

template <class... Ts>
struct Values<std::tuple<Ts...>> {
  static std::tuple<Ts...> make(int number) { return {property::make<Ts>(number)...}; }
  static int number(const std::tuple<Ts...>& value) { return number_of(std::get<0>(value)); }
};

template <class First, class Second>
struct Values<std::pair<First, Second>> {
  static std::pair<First, Second> make(int number) {
    return {property::make<First>(number), property::make<Second>(number)};
  }
  static int number(const std::pair<First, Second>& value) { return number_of(value.second); }
};

template <class T, std::size_t Size>
struct Values<std::array<T, Size>> {
  static std::array<T, Size> make(int number) { return {property::make<T>(number)}; }
  static int number(const std::array<T, Size>& value) { return number_of(value[0]); }
};

template <std::size_t Size>
struct Values<int[Size]> {
  static int number(const int (&value)[Size]) { return value[0]; }
};

template <class T>
T& keep(int number) {
  const auto owner = std::make_shared<T>(property::make<T>(number));
  kept.push_back(owner);
  return *owner;
}

template <class T>
  requires std::is_object_v<T>
struct Values<T*> {
  static T* make(int number) { return &keep<std::remove_const_t<T>>(number); }
  static int number(T* value) { return value ? number_of(*value) : 0; }
};

template <>
struct Values<std::string_view> {
  static std::string_view make(int number) { return keep<std::string>(number); }
  static int number(std::string_view value) { return number_of(std::string(value)); }
};

template <>
struct Values<int (*)(int)> {
  static auto make(int number) -> int (*)(int) {
    return []<int... Number>(std::integer_sequence<int, Number...>, int which) {
      constexpr std::array functions = {&constant<Number>...};
      return functions[static_cast<std::size_t>(which)];
    }(std::make_integer_sequence<int, numbers>(), number);
  }
  static int number(int (*value)(int)) { return value(0); }
};

template <>
struct Values<std::function<int(int)>> {
  static std::function<int(int)> make(int number) {
    return [number](int) { return number; };
  }
  static int number(const std::function<int(int)>& value) { return value(0); }
};

template <class T>
  requires std::is_lvalue_reference_v<T>
struct Values<T> {
  static T make(int number) { return keep<std::remove_cvref_t<T>>(number); }
};

template <class T>
  requires std::is_rvalue_reference_v<T>
struct Values<T> {
  static T make(int number) { return std::move(keep<std::remove_cvref_t<T>>(number)); }
};

template <>
struct Values<void> {
  static void make(int) {}
};

/// What a method does to an argument that it could change: the caller of one that takes a
/// reference sees it.
template <class T>
void touch(T& argument) {
  if constexpr (std::is_const_v<T>)
    return;
  else if constexpr (std::is_array_v<T>)
    ++argument[0];
  else
    argument = make<T>(number_of(argument) + 1);
}

struct Arrival {
  int method;
  int number;
};

inline std::vector<Arrival> arrivals;

/// The body of every method: records the call and makes a result that tells of all arguments.
template <class R, class... Args>
R answer(int method, Args&... arguments) {
  int weight = 1;
  int sum = method;
  ((sum += ++weight * Values<std::remove_const_t<Args>>::number(arguments)), ...);
  (touch(arguments), ...);
  const int number = sum % 90 + 1;
  arrivals.push_back({method, number});
  return make<R>(number);
}

} // namespace property
