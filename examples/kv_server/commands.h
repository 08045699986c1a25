// What clients may ask, by a store that is known by its trait alone.
#pragma once

#include "decimal.h"
#include "reply_writer.h"
#include "request_parser.h"
#include "store.h"
#include "store_error.h"

#include <async_trait/task.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace kv {

/// One client's commands. What they refer to must outlive this.
template <Store S>
class Commands {
public:
  /// `info()` is what INFO replies.
  Commands(S& store, const std::function<std::string()>& info, ReplyWriter& reply)
      : store_(store), info_(info), reply_(reply) {}

  /// Does what is asked and writes the reply. Throws what writing throws.
  async_trait::task<> execute(Request request) {
    const Command* const command = find(request.front());
    const Arguments arguments = request.subspan(1);
    if (command == nullptr) {
      reply_.error("ERR unknown command '" + std::string(request.front().substr(0, 64)) + "'");
    } else if (arguments.size() < command->least || arguments.size() > command->most) {
      reply_.error("ERR wrong number of arguments for '" + std::string(command->name) +
                   "' command");
    } else {
      try {
        co_await (this->*command->run)(arguments);
      } catch (const StoreError& error) {
        refuse(error);
      }
    }
  }

  /// Whether the client has said that it goes.
  bool has_quit() const noexcept { return has_quit_; }

private:
  using Arguments = Request;

  struct Command {
    std::string_view name;
    std::size_t least; // arguments
    std::size_t most;
    async_trait::task<> (Commands::*run)(Arguments);
  };

  static const Command* find(std::string_view name) {
    constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
    static constexpr Command all[] = {
        {"get", 1, 1, &Commands::get},          {"set", 2, 2, &Commands::set},
        {"del", 1, any, &Commands::del},        {"exists", 1, any, &Commands::exists},
        {"incr", 1, 1, &Commands::incr},        {"decr", 1, 1, &Commands::decr},
        {"incrby", 2, 2, &Commands::incrby},    {"mget", 1, any, &Commands::mget},
        {"dbsize", 0, 0, &Commands::dbsize},    {"ping", 0, 1, &Commands::ping},
        {"echo", 1, 1, &Commands::echo},        {"info", 0, any, &Commands::info},
        {"quit", 0, 0, &Commands::quit},        {"command", 0, any, &Commands::nothing},
        {"config", 2, any, &Commands::nothing},
    };
    const auto found = std::find_if(std::begin(all), std::end(all), [name](const Command& each) {
      return std::equal(name.begin(), name.end(), each.name.begin(), each.name.end(),
                        [](char given, char lower) { return to_lower(given) == lower; });
    });
    return found == std::end(all) ? nullptr : found;
  }

  static char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }

  void refuse(const StoreError& error) { reply_.error(std::string("ERR ") + error.what()); }

  async_trait::task<> get(Arguments arguments) {
    if (const std::optional<std::string> value = co_await store_.get(arguments[0]))
      reply_.bulk(*value);
    else
      reply_.nil();
  }

  async_trait::task<> set(Arguments arguments) {
    co_await store_.set(arguments[0], arguments[1]);
    reply_.status("OK");
  }

  async_trait::task<> del(Arguments keys) {
    std::int64_t count = 0;
    for (const std::string_view key : keys)
      count += co_await store_.erase(key) ? 1 : 0;
    reply_.integer(count);
  }

  async_trait::task<> exists(Arguments keys) {
    std::int64_t count = 0;
    for (const std::string_view key : keys)
      count += co_await store_.exists(key) ? 1 : 0;
    reply_.integer(count);
  }

  async_trait::task<> incr(Arguments arguments) { return add(arguments[0], 1); }
  async_trait::task<> decr(Arguments arguments) { return add(arguments[0], -1); }
  async_trait::task<> incrby(Arguments arguments) {
    return add(arguments[0], parse_decimal(arguments[1]));
  }
  async_trait::task<> add(std::string_view key, std::int64_t delta) {
    reply_.integer(co_await store_.add(key, delta));
  }

  /// The values may be too many to gather, so each is sent as it comes, an error in its place.
  async_trait::task<> mget(Arguments keys) {
    reply_.array(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      try {
        co_await get(keys.subspan(i, 1));
      } catch (const StoreError& error) {
        refuse(error);
      }
      if (reply_.is_full())
        co_await reply_.flush();
    }
  }

  async_trait::task<> dbsize(Arguments) {
    reply_.integer(static_cast<std::int64_t>(co_await store_.size()));
  }

  async_trait::task<> ping(Arguments arguments) {
    if (arguments.empty())
      reply_.status("PONG");
    else
      reply_.bulk(arguments[0]);
    co_return;
  }

  async_trait::task<> echo(Arguments arguments) {
    reply_.bulk(arguments[0]);
    co_return;
  }

  async_trait::task<> info(Arguments) {
    reply_.bulk(info_());
    co_return;
  }

  async_trait::task<> quit(Arguments) {
    has_quit_ = true;
    reply_.status("OK");
    co_return;
  }

  /// Clients ask for settings and descriptions of commands, and do without.
  async_trait::task<> nothing(Arguments) {
    reply_.array(0);
    co_return;
  }

  S& store_;
  const std::function<std::string()>& info_;
  ReplyWriter& reply_;
  bool has_quit_ = false;
};

} // namespace kv
