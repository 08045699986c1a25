// Accepts clients.
#pragma once

#include "asio_awaiters.h"
#include "session.h"
#include "store.h"

#include <async_trait/task.h>

#include <asio/error_code.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <utility>

namespace kv {

/// Serves one store, which may be of a known type or any Dyn type of the trait, on one thread: the
/// one that runs `context`.
template <Store S>
class Server {
public:
  /// Listens from now on. Throws asio::system_error when it cannot. `store` must outlive this, and
  /// this must outlive the run of `context`. `info()` is what the command INFO replies.
  Server(asio::io_context& context, const asio::ip::tcp::endpoint& endpoint, S& store,
         std::function<std::string()> info)
      : acceptor_(context.get_executor(), endpoint), pause_(context.get_executor()), store_(store),
        info_(std::move(info)) {}

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void start() { spawn(accept_all()); }

  /// Ends all connections; then the run of the context has nothing left to do.
  void stop() {
    asio::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (Session<S>* const session : sessions_)
      session->close();
  }

private:
  async_trait::task<> accept_all() {
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await accept(acceptor_);
      if (!error) {
        spawn(serve(std::move(socket)));
      } else if (acceptor_.is_open()) {
        // There are no descriptors left, say. Those who wait get their turn when others have gone.
        pause_.expires_after(std::chrono::milliseconds(50));
        co_await wait(pause_);
      }
    }
  }

  async_trait::task<> serve(Socket socket) {
    Session<S> session(std::move(socket), store_, info_);
    const auto place = sessions_.insert(sessions_.end(), &session);
    co_await session.run();
    sessions_.erase(place);
  }

  Acceptor acceptor_;
  Timer pause_;
  S& store_;
  std::function<std::string()> info_;
  std::list<Session<S>*> sessions_;
};

} // namespace kv
