// The thread that a database's blocking work is done on.
#pragma once

#include "asio_awaiters.h"
#include "records.h"

#include <asio/executor_work_guard.hpp>

#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace kv {

class DatabaseThread;

/// A piece of work on the records, as an awaiter: it is done on the database's thread, and its
/// caller goes on on the executor.
class DatabaseCall {
public:
  DatabaseCall(const DatabaseCall&) = delete;
  DatabaseCall& operator=(const DatabaseCall&) = delete;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> caller);

protected:
  DatabaseCall(DatabaseThread& thread, Records::Access access) noexcept
      : thread_(thread), access_(access) {}
  ~DatabaseCall() = default;

  /// The first thing that its destructor does: the other thread uses it no more after that.
  void drop() noexcept;

  void rethrow() const {
    if (error_)
      std::rethrow_exception(error_);
  }

private:
  friend DatabaseThread;

  /// On the database's thread; twice, if what it was done together with has failed.
  virtual void run(Records& records) = 0;

  DatabaseThread& thread_;
  Records::Access access_;
  std::coroutine_handle<> caller_; // While it is awaited.
  std::exception_ptr error_;
};

/// Owns the records and the thread. What waits when the thread is free is done in one transaction,
/// so that many clients' changes share one flush of the disk.
class DatabaseThread {
public:
  /// Opens the file on this thread, and throws what that throws.
  DatabaseThread(const std::filesystem::path& file, Executor executor);
  /// Preconditions: nobody awaits a call, and the executor's context runs nothing after this.
  ~DatabaseThread();
  DatabaseThread(const DatabaseThread&) = delete;
  DatabaseThread& operator=(const DatabaseThread&) = delete;

private:
  friend DatabaseCall;
  using Calls = std::deque<DatabaseCall*>;

  // On the executor.
  void start(DatabaseCall& call);
  void drop(DatabaseCall& call) noexcept;
  void resume_ended();
  void one_less() noexcept;

  // On the thread.
  void work();
  void run(const Calls& calls);
  bool run_together(const Calls& calls);
  void run_alone(DatabaseCall& call);

  Records records_;
  Executor executor_;
  std::size_t started_ = 0; // Calls that have not ended, for the executor must run on for them.
  std::optional<asio::executor_work_guard<Executor>> working_;

  std::mutex mutex_; // For the rest.
  std::condition_variable changed_;
  Calls waiting_;
  Calls running_;
  Calls ended_;
  bool is_over_ = false;

  std::thread thread_; // Starts last.
};

/// A call of `work(records)`.
template <class Work>
class DatabaseCallOf final : public DatabaseCall {
public:
  using Result = std::invoke_result_t<Work&, Records&>;

  DatabaseCallOf(DatabaseThread& thread, Records::Access access, Work work)
      : DatabaseCall(thread, access), work_(std::move(work)) {}
  ~DatabaseCallOf() { drop(); }

  Result await_resume() {
    rethrow();
    if constexpr (!std::is_void_v<Result>)
      return *std::move(result_);
  }

private:
  void run(Records& records) override {
    if constexpr (std::is_void_v<Result>)
      work_(records);
    else
      result_.emplace(work_(records));
  }

  struct Nothing {};
  Work work_;
  [[no_unique_address]] std::conditional_t<std::is_void_v<Result>, Nothing, std::optional<Result>>
      result_;
};

} // namespace kv
