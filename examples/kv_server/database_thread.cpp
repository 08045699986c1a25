#include "database_thread.h"

#include <asio/post.hpp>

#include <algorithm>

namespace kv {

void DatabaseCall::await_suspend(std::coroutine_handle<> caller) {
  caller_ = caller;
  thread_.start(*this);
}

void DatabaseCall::drop() noexcept {
  if (caller_)
    thread_.drop(*this);
}

DatabaseThread::DatabaseThread(const std::filesystem::path& file, Executor executor)
    : records_(file), executor_(executor), thread_([this] { work(); }) {}

DatabaseThread::~DatabaseThread() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void DatabaseThread::start(DatabaseCall& call) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&call);
  }
  changed_.notify_all();
  if (started_++ == 0)
    working_.emplace(executor_);
}

void DatabaseThread::one_less() noexcept {
  if (--started_ == 0)
    working_.reset();
}

void DatabaseThread::drop(DatabaseCall& call) noexcept {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return std::ranges::find(running_, &call) == running_.end(); });
    std::erase(waiting_, &call);
    std::erase(ended_, &call);
  }
  one_less();
}

void DatabaseThread::resume_ended() {
  for (;;) {
    DatabaseCall* call = nullptr;
    {
      // One at a time: whoever goes on may drop another one.
      const std::lock_guard lock(mutex_);
      if (ended_.empty())
        return;
      call = ended_.front();
      ended_.pop_front();
    }
    one_less();
    std::exchange(call->caller_, nullptr).resume();
  }
}

void DatabaseThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
    if (waiting_.empty())
      return;
    running_.swap(waiting_);
    lock.unlock();
    run(running_);
    lock.lock();
    ended_.insert(ended_.end(), running_.begin(), running_.end());
    running_.clear();
    changed_.notify_all();
    asio::post(executor_, [this] { resume_ended(); });
  }
}

void DatabaseThread::run(const Calls& calls) {
  if (calls.size() > 1 && run_together(calls))
    return;
  for (DatabaseCall* const call : calls)
    run_alone(*call);
}

bool DatabaseThread::run_together(const Calls& calls) {
  const bool any_writes = std::ranges::any_of(
      calls, [](const DatabaseCall* call) { return call->access_ == Records::Access::writes; });
  try {
    Records::Transaction transaction(records_,
                                     any_writes ? Records::Access::writes : Records::Access::reads);
    for (DatabaseCall* const call : calls)
      call->run(records_);
    transaction.commit();
    return true;
  } catch (const std::exception&) {
    return false; // Nothing has been done, so each one can find out by itself whose fault it was.
  }
}

void DatabaseThread::run_alone(DatabaseCall& call) {
  try {
    Records::Transaction transaction(records_, call.access_);
    call.run(records_);
    transaction.commit();
  } catch (...) {
    call.error_ = std::current_exception();
  }
}

} // namespace kv
