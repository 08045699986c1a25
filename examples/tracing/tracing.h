// One decorator for every method of every trait: it notes who called whom, and how that ended.
#pragma once

#include <async_trait/task.h>

#include <exception>
#include <memory>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tracing {

/// The calls of a flow of coroutines that await each other, as a tree: a call that begins before
/// another has ended is part of that. One flow has one tree, on whatever threads it runs.
class call_tree {
  struct call {
    std::string name;
    std::string outcome = "dropped";
    std::vector<std::unique_ptr<call>> inner = {};
  };

public:
  call_tree() = default;
  call_tree(const call_tree&) = delete;
  call_tree& operator=(const call_tree&) = delete;

  /// A call that goes on for as long as this lives.
  class entry {
  public:
    entry(call_tree& tree, std::string name) : tree_(tree), outer_(tree.innermost_) {
      outer_->inner.push_back(std::make_unique<call>(std::move(name)));
      tree_.innermost_ = outer_->inner.back().get();
    }
    entry(const entry&) = delete;
    entry& operator=(const entry&) = delete;
    ~entry() { tree_.innermost_ = outer_; }

    void ends(std::string how) { tree_.innermost_->outcome = std::move(how); }

  private:
    call_tree& tree_;
    call* outer_;
  };

  friend std::ostream& operator<<(std::ostream& out, const call_tree& tree) {
    for (const auto& each : tree.root_.inner)
      print(out, *each, "", "");
    return out;
  }

private:
  static void print(std::ostream& out, const call& printed, const std::string& before,
                    const std::string& below) {
    out << before << printed.name << ": " << printed.outcome << '\n';
    for (const auto& each : printed.inner) {
      const bool is_last = each == printed.inner.back();
      print(out, *each, below + (is_last ? "`- " : "|- "), below + (is_last ? "   " : "|  "));
    }
  }

  call root_;
  call* innermost_ = &root_;
};

/// The decorator: notes each call in a tree, which must outlive what it decorates.
class decorator {
public:
  explicit decorator(call_tree& tree) : tree_(&tree) {}

  template <class Call>
  async_trait::task<typename Call::result_type> operator()(Call call) const {
    call_tree::entry entry(*tree_, std::string(call.trait()) + "::" + std::string(call.method()));
    try {
      if constexpr (std::is_void_v<typename Call::result_type>) {
        co_await std::move(call)();
        entry.ends("done");
      } else {
        typename Call::result_type result = co_await std::move(call)();
        entry.ends("done");
        co_return static_cast<typename Call::result_type&&>(result);
      }
    } catch (const std::exception& error) {
      entry.ends(std::string("failed, ") + error.what());
      throw;
    }
  }

private:
  call_tree* tree_;
};

} // namespace tracing
