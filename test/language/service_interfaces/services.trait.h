#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <async_trait/trait.h>

namespace net {

template <class Response>
struct DynHandler;

/// What a middleware passes a request to.
struct [[async_trait_v2]] Handler {
  struct [[async_trait_v2("requires std::movable<Response>")]] Response;
  async<Response> handle(std::string request);
};

/// In the shape of a web framework's middleware: may answer itself or ask the next one.
struct [[async_trait_v2]] Middleware {
  struct Response;
  static constexpr std::string_view name = "middleware";
  async<Response> handle(std::string request, DynHandler<Response>& next) const;
};

/// A connection that knows whether it still works.
struct [[async_trait_v2]] Connection {
  async<std::string> query(std::string_view text);
  bool is_broken() const noexcept;
};

/// In the shape of bb8::ManageConnection.
struct [[async_trait_v2]] ConnectionManager {
  struct [[async_trait_v2("requires std::movable<Item>")]] Item;
  using Clock = std::chrono::steady_clock;
  async<Item> connect();
  async<bool> is_valid(Item& item, std::optional<Clock::time_point> deadline = std::nullopt);
  bool has_broken(const Item& item) const noexcept { return item.is_broken(); }
};

struct Address {
  std::uint32_t number = 0;
  std::uint16_t port = 0;
};

/// Finds the addresses of a host.
struct [[async_trait_v2]] Resolver {
  async<std::vector<Address>> resolve(std::string_view host, std::uint16_t port = 443) const;
  async<std::vector<Address>> resolve(std::string_view host, std::string_view service) const;
  [[async_trait_v2("static_only")]] static std::unique_ptr<int> system();
};

/// In the shape of a Kafka consumer.
template <class Message, class Offset = std::uint64_t>
struct [[async_trait_v2("dyn=AnyConsumer")]] Consumer {
  struct Subscription;
  async<Subscription> subscribe(std::vector<std::string> topics);
  async<std::optional<Message>> poll(std::stop_token stop = {});
  async<void> commit(Offset offset);
  template <std::invocable<Message> F>
  async<std::size_t> drain(F each) {
    std::size_t count = 0;
    while (std::optional<Message> message = co_await poll()) {
      each(std::move(*message));
      ++count;
    }
    co_return count;
  }
  async<void> unsubscribe(Subscription subscription) &&;
};

} // namespace net
