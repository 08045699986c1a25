#pragma once

#include <memory>
#include <string>

#include "lazy.h"
#include <async_trait/trait.h>

namespace demo {

/// Every future of its Dyn is of a coroutine type that the runtime does not know.
struct [[async_trait_v2("future=own::lazy")]] Service {
  async<int> value(int a, std::string s);
  async<int> move_only(std::unique_ptr<int> p);
  async<int> lref(int& r);
  async<int> cref(const std::string& r) const;
  async<int> rref(std::string&& r);
  async<int> defaulted(int a = 3, std::string s = "ab") const;
  async<int> nothrow(int a) noexcept;
  async<int&> ref(int& r);
  async<std::unique_ptr<int>> boxed(int v);
  async<void> none();
  async<int> over(int a);
  async<int> over(const std::string& a);
  async<int> finish(std::unique_ptr<int> p) &&;
  int sync(int x) const noexcept;
};

} // namespace demo
