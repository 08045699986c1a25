// The event loop of a program with one thread: interrupts, and the coroutines that they wake. It
// has no memory of its own; what waits is linked where it is.
#pragma once

#include <coroutine>
#include <utility>

namespace board {

class event_loop;

/// Something that the hardware does for a coroutine. Destroying it cancels it.
class operation {
public:
  explicit operation(event_loop& loop) noexcept : loop_(loop) {}
  operation(const operation&) = delete;
  operation& operator=(const operation&) = delete;

protected:
  ~operation();

  /// In `ticks` its interrupt fires: `handler` is called, and then the loop resumes `caller`.
  void start(unsigned ticks, std::coroutine_handle<> caller,
             void (*handler)(operation&) noexcept) noexcept;

private:
  friend class event_loop;

  event_loop& loop_;
  operation* next_ = nullptr;
  unsigned due_ = 0;
  void (*handler_)(operation&) noexcept = nullptr;
  std::coroutine_handle<> caller_;
};

/// Runs what is started on it, in the order of time.
class event_loop {
public:
  event_loop() = default;
  event_loop(const event_loop&) = delete;
  event_loop& operator=(const event_loop&) = delete;

  unsigned now() const noexcept { return now_; }

  /// Resumes what is ready, and when nothing is, waits for the next interrupt; until nothing waits.
  void run() {
    for (;;) {
      if (operation* const next = ready_.pop())
        next->caller_.resume();
      else if (!interrupt())
        return;
    }
  }

private:
  friend class operation;

  /// Operations by the time that they are due.
  class queue {
  public:
    void insert(operation& added) noexcept {
      operation** place = &first_;
      while (*place != nullptr && (*place)->due_ <= added.due_)
        place = &(*place)->next_;
      added.next_ = std::exchange(*place, &added);
    }
    operation* pop() noexcept {
      operation* const popped = first_;
      if (popped != nullptr)
        first_ = popped->next_;
      return popped;
    }
    void remove(const operation& removed) noexcept {
      operation** place = &first_;
      while (*place != nullptr && *place != &removed)
        place = &(*place)->next_;
      if (*place != nullptr)
        *place = removed.next_;
    }

  private:
    operation* first_ = nullptr;
  };

  /// Plays the hardware, which here is quick: the next interrupt fires at once. A coroutine is
  /// never resumed inside of a handler.
  bool interrupt() noexcept {
    operation* const next = at_work_.pop();
    if (next == nullptr)
      return false;
    now_ = next->due_;
    next->handler_(*next);
    ready_.insert(*next);
    return true;
  }

  queue at_work_;
  queue ready_;
  unsigned now_ = 0;
};

inline operation::~operation() {
  loop_.at_work_.remove(*this);
  loop_.ready_.remove(*this);
}

inline void operation::start(unsigned ticks, std::coroutine_handle<> caller,
                             void (*handler)(operation&) noexcept) noexcept {
  due_ = loop_.now() + ticks;
  caller_ = caller;
  handler_ = handler;
  loop_.at_work_.insert(*this);
}

} // namespace board
