#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <async_trait/task.h>
#include <async_trait/trait.h>

namespace demo {

enum class Mode { slow, fast };
using Callback = void (*)(int);

/// Parameters of every kind.
struct [[async_trait_v2]] Sink {
  async<int> scalar(int value, Mode mode, const char* text, std::nullptr_t none);
  async<int> constant(const int value, const std::string text);
  async<int> owned(std::unique_ptr<int> pointer, std::vector<std::unique_ptr<int>> more);
  async<int> references(int& counter, const std::string& text, std::string&& taken);
  async<int> views(std::span<const std::byte> bytes, std::string_view text);
  async<int> array(const int values[3], int (&row)[2], const char (&name)[4]);
  async<int> functions(int (*function)(int), int plain(int), Callback callback);
  async<int> members(int std::pair<int, int>::* field, std::function<int(int, int)> any);
  async<int> unnamed(int, std::string, const std::vector<int>&);
  async<int> mixed(std::pair<int, std::array<long, 2>> pair, void* raw, const int* const fixed);

  int now(std::unique_ptr<int> pointer, const std::string& text, std::string&& taken, int (&row)[2],
          int (*function)(int), const std::string copy) const;
};

/// Parameters whose kind depends on the implementer.
struct [[async_trait_v2]] Channel {
  struct Message;
  async<Message> send(Message message, const Message& other, Message* where);
  async<std::vector<Message>> all(std::vector<Message> messages);
  async<void> take(Message&& message);
};

template <class T>
struct [[async_trait_v2]] Any {
  async<void> put(T value);
  async<void> more(T&& value, const T& other);
};

template <class... Args>
struct [[async_trait_v2]] Function {
  struct Result;
  async<Result> call(Args... args);
  int count(const Args&... args) const;
};

/// What can be left out of a declaration, and what can be too much in one.
struct [[async_trait_v2]] Spare {
  async<int> unnamed(int(int), int (&)[2]);
  async<int> constant(const std::unique_ptr<int> pointer);
  int now(std::unique_ptr<int> const pointer, int(int)) const;
};

/// Whose move and copy may throw.
struct Heavy {
  explicit Heavy(int of) : weight(of) {}
  Heavy(const Heavy& other) noexcept(false) : weight(other.weight) {}
  Heavy& operator=(const Heavy&) = default;
  int weight;
};

/// What cannot fail, once it has its parameters.
template <class T>
struct [[async_trait_v2]] Scale {
  int weigh(Heavy object, int& total, const Heavy& other) noexcept;
  async<int> later(Heavy object, T also, T&& moved) const noexcept;
};
template <class... Ts>
struct [[async_trait_v2]] Scales {
  int weigh(Ts... objects) noexcept;
};

/// The same where futures are coroutines of a type of their own.
struct [[async_trait_v2("future=async_trait::task")]] Constant {
  async<int> add(const int first, const int* const second, const std::unique_ptr<int> third);
};

} // namespace demo
