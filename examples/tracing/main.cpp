// A shop whose parts know each other as Dyn alone. Whether they are traced is decided here, where
// they are put together, and none of them knows.
#include "shop.decorator.h"
#include "tracing.h"

#include <async_trait/async_trait.h>

#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

using async_trait::task;

class Warehouse {
public:
  explicit Warehouse(std::map<std::string, int> items) : items_(std::move(items)) {}

  task<int> take(std::string item, int count) {
    int& left = items_[item];
    if (left < count)
      throw std::out_of_range("only " + std::to_string(left) + " left");
    co_return left -= count;
  }

private:
  std::map<std::string, int> items_;
};

class Outbox {
public:
  task<void> send(std::string, std::string) { co_return; }
};

class Shop {
public:
  Shop(shop::DynStock stock, shop::DynMail mail)
      : stock_(std::move(stock)), mail_(std::move(mail)) {}

  task<void> place(std::string customer, std::string item, int count) {
    const int left = co_await stock_.take(item, count);
    if (left == 0)
      co_await mail_.send("supplier", "more of " + item);
    co_await mail_.send(std::move(customer), "it is on its way");
  }

private:
  shop::DynStock stock_;
  shop::DynMail mail_;
};

} // namespace

int main() {
  tracing::call_tree calls;
  const tracing::decorator traced(calls);
  shop::DynOrders orders =
      shop::OrdersDecorated(traced, Shop(shop::StockDecorated(traced, Warehouse({{"lamp", 3}})),
                                         shop::MailDecorated(traced, Outbox())));

  async_trait::block_on(orders.place("ann", "lamp", 1));
  async_trait::block_on(orders.place("bob", "lamp", 2));
  try {
    async_trait::block_on(orders.place("cid", "lamp", 1));
  } catch (const std::out_of_range&) {
    std::cout << "cid gets none\n";
  }
  std::cout << calls;
}
