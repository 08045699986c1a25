#include "services.h"
#include "testing.h"

#include <async_trait/async_trait.h>

using async_trait::block_on;
using async_trait::ready;
using async_trait::task;

namespace {

struct Page {
  using Response = std::string;
  auto handle(std::string request) { return ready("page " + request); }
};
struct Log : net::MiddlewareDefaults<Log> {
  using Response = std::string;
  task<std::string> handle(std::string request, net::DynHandler<std::string>& next) const {
    if (request.empty())
      co_return "bad request";
    co_return "[" + co_await next.handle(std::move(request)) + "]";
  }
};

// A middleware and what is behind it are a handler again.
class Layered {
public:
  using Response = std::string;
  Layered(net::DynMiddlewareShared<std::string> layer, net::DynHandler<std::string> next)
      : layer_(std::move(layer)), next_(std::move(next)) {}
  task<std::string> handle(std::string request) {
    co_return co_await layer_.handle(std::move(request), next_);
  }

private:
  net::DynMiddlewareShared<std::string> layer_;
  net::DynHandler<std::string> next_;
};

// Wraps a handler of any kind, a Dyn too, in a constructor of one parameter.
template <net::Handler Inner>
class Shouting {
public:
  using Response = std::string;
  Shouting(Inner inner) : inner_(std::move(inner)) {}
  task<std::string> handle(std::string request) { co_return co_await inner_.handle(request) + "!"; }

private:
  Inner inner_;
};

void middleware() {
  const net::DynMiddlewareShared<std::string> log = Log();
  CHECK(log.name() == "middleware");
  net::DynHandler<std::string> app = Layered(log, Layered(log, Page()));
  CHECK(block_on(app.handle("x")) == "[[page x]]");
  CHECK(block_on(app.handle("")) == "bad request");
  net::DynHandler<std::string> loud = Shouting<net::DynHandler<std::string>>(std::move(app));
  loud = Shouting<net::DynHandler<std::string>>(std::move(loud));
  CHECK(block_on(loud.handle("x")) == "[[page x]]!!");
}

struct Wire {
  task<std::string> query(std::string_view text) { co_return std::string(text); }
  bool is_broken() const noexcept { return broken; }
  bool broken = false;
};

struct Manager : net::ConnectionManagerDefaults<Manager> {
  using Item = Wire;
  task<Wire> connect() { co_return Wire(); }
  task<bool> is_valid(Wire& item, std::optional<std::chrono::steady_clock::time_point> deadline) {
    const std::string answer = co_await item.query("ping");
    co_return answer == "ping" && !deadline;
  }
};

template <net::ConnectionManager Manager>
class Pool {
public:
  using Item = typename net::ConnectionManagerTypes<Manager>::Item;
  explicit Pool(Manager manager) : manager_(std::move(manager)) {}
  task<Item> take() {
    while (!idle_.empty()) {
      Item item = std::move(idle_.back());
      idle_.pop_back();
      if (!manager_.has_broken(item) && co_await manager_.is_valid(item, std::nullopt))
        co_return std::move(item);
    }
    co_return co_await manager_.connect();
  }
  void give(Item item) { idle_.push_back(std::move(item)); }

private:
  Manager manager_;
  std::vector<Item> idle_;
};

task<void> use_pool(auto pool) {
  auto one = co_await pool.take();
  const std::string answer = co_await one.query("select");
  CHECK(answer == "select");
  one.broken = true;
  pool.give(std::move(one));
  auto two = co_await pool.take();
  CHECK(!two.is_broken());
}

struct Hosts {
  task<std::vector<net::Address>> resolve(std::string_view host, std::uint16_t port) const {
    co_return std::vector<net::Address>(host.size(), net::Address{1, port});
  }
  task<std::vector<net::Address>> resolve(std::string_view host, std::string_view service) const {
    co_return co_await resolve(host, service == "http" ? std::uint16_t(80) : std::uint16_t(0));
  }
  static std::unique_ptr<int> system() { return nullptr; }
};

class Queue : public net::ConsumerDefaults<Queue, std::string> {
public:
  using Subscription = std::unique_ptr<int>;
  task<Subscription> subscribe(std::vector<std::string> topics) {
    co_return std::make_unique<int>(static_cast<int>(topics.size()));
  }
  task<std::optional<std::string>> poll(std::stop_token stop = {}) {
    if (stop.stop_requested() || left_ == 0)
      co_return std::nullopt;
    co_return std::to_string(left_--);
  }
  auto commit(std::uint64_t) { return ready(); }
  task<void> unsubscribe(Subscription) && { co_return; }

private:
  int left_ = 3;
};

} // namespace

int main() {
  middleware();
  block_on(use_pool(Pool<Manager>(Manager())));
  block_on(use_pool(Pool<net::DynConnectionManager<Wire>>(Manager())));
  const net::DynResolver resolver = Hosts();
  CHECK(block_on(resolver.resolve("abc")).at(2).port == 443);
  CHECK(block_on(resolver.resolve("abc", "http")).at(0).port == 80);

  net::AnyConsumer<std::string, std::uint64_t, std::unique_ptr<int>> consumer = Queue();
  auto subscription = block_on(consumer.subscribe({"a", "b"}));
  CHECK(*subscription == 2);
  CHECK(block_on(consumer.poll()) == "3");
  block_on(consumer.commit(1));
  std::stop_source stop;
  stop.request_stop();
  CHECK(!block_on(consumer.poll(stop.get_token())));
  block_on(std::move(consumer).unsubscribe(std::move(subscription)));
  std::string all;
  CHECK(block_on(Queue().drain([&](std::string text) { all += text; })) == 3);
  CHECK(all == "321");
  std::puts("ok");
}
