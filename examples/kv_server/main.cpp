// A server of keys and values that speaks the protocol of Redis. README.md says what it shows.
#include "asio_awaiters.h"
#include "caching_store.h"
#include "memory_store.h"
#include "metrics.h"
#include "options.h"
#include "retry.h"
#include "server.h"
#include "sqlite_store.h"
#include "store.decorator.h"
#include "store.h"

#include <asio/io_context.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include <sys/resource.h>

namespace {

static_assert(kv::Store<kv::MemoryStore>);
static_assert(kv::Store<kv::SqliteStore>);
static_assert(kv::Store<kv::CachingStore<kv::DynStore>>);

/// Until SIGINT or SIGTERM. Called with a Dyn it is the one server for all stores; called with a
/// store of a known type, one that is compiled for that.
void serve(kv::Store auto& store, asio::io_context& context, std::uint16_t port,
           const kv::MetricsRegistry& metrics) {
  // There is no password, so nobody else's machine may ask.
  const asio::ip::tcp::endpoint here(asio::ip::address_v4::loopback(), port);
  kv::Server server(context, here, store,
                    [&metrics] { return "# Commandstats\r\n" + metrics.report(); });
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&server](asio::error_code error, int) {
    if (!error)
      server.stop();
  });
  server.start();
  std::cout << "listening on 127.0.0.1:" << server.port() << std::endl;
  context.run();
}

/// The store and what is around it, as the command line says: each layer is a store itself.
kv::DynStore make_store(const kv::Options& options, kv::Executor executor,
                        const std::shared_ptr<kv::MetricsRegistry>& metrics) {
  kv::DynStore store = options.sqlite
                           ? kv::DynStore::make<kv::SqliteStore>(*options.sqlite, executor)
                           : kv::DynStore::make<kv::MemoryStore>();
  if (options.attempts > 1) {
    kv::Retry<kv::StoreBusy> retry(executor, options.attempts, std::chrono::milliseconds(5));
    store = kv::StoreDecorated(std::move(retry), std::move(store));
  }
  if (options.cache_bytes > 0)
    store = kv::CachingStore(std::move(store), options.cache_bytes);
  if (options.has_metrics)
    store = kv::StoreDecorated(kv::Metrics(metrics), std::move(store));
  return store;
}

void run(const kv::Options& options) {
  asio::io_context context(1); // One thread.
  const auto metrics = std::make_shared<kv::MetricsRegistry>();
  if (options.is_static) {
    kv::MemoryStore store;
    serve(store, context, options.port, *metrics);
  } else {
    kv::DynStore store = make_store(options, context.get_executor(), metrics);
    serve(store, context, options.port, *metrics);
  }
}

/// As many clients as the system allows.
void raise_limit_of_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

} // namespace

int main(int argc, char** argv) {
  try {
    const kv::Options options = kv::parse_options(std::span(argv, argv + argc).subspan(1));
    std::signal(SIGXFSZ, SIG_IGN); // A file that has become too large is a write that fails.
    raise_limit_of_descriptors();
    run(options);
    return 0;
  } catch (const kv::UsageError& error) {
    std::cerr << "kv_server: " << error.what() << '\n' << kv::usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "kv_server: " << error.what() << '\n';
    return 1;
  }
}
