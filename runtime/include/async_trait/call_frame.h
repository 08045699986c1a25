// Where one call of a Dyn method happens: the implementer's future, then its result.
#pragma once

#include <async_trait/box.h>
#include <async_trait/detail/inline_start.h>
#include <async_trait/detail/object_life.h>
#include <async_trait/detail/outcome.h>
#include <async_trait/future.h>
#include <async_trait/memory.h>
#include <async_trait/storage_policy.h>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace async_trait {

template <class R>
class task;

namespace detail {

/// Stands for "the allocator of the object, if it was given one" where a source is asked for.
inline constinit memory object_memory = {nullptr, nullptr};

/// A coroutine frame without a coroutine: whoever resumes it resumes `caller`, unless it is resumed
/// while the function that started all this is still below on the stack. Its first two words are
/// those of every coroutine frame of GCC, Clang and MSVC.
class stand_in {
public:
  /// Resumes what `transfer(handle)` returns. True if the handle was resumed meanwhile and the
  /// caller was not; else this may be gone, as soon as `transfer` has got the handle.
  template <class Transfer>
  bool start(std::coroutine_handle<> caller, Transfer transfer) {
    caller_ = caller;
    const fresh_stack restores_it_after_an_exception;
    return inline_.start([&] { return transfer(std::coroutine_handle<>::from_address(this)); });
  }

private:
  static void resume(stand_in* self) {
    if (!self->inline_.ended())
      self->caller_.resume();
  }
  static void destroy(stand_in* self) { self->caller_.destroy(); }

  [[maybe_unused]] void (*resume_)(stand_in*) = &resume;
  [[maybe_unused]] void (*destroy_)(stand_in*) = &destroy;
  std::coroutine_handle<> caller_;
  inline_start inline_;
};

template <class A>
using suspend_result_t =
    decltype(std::declval<A&>().await_suspend(std::declval<std::coroutine_handle<>>()));

/// An awaiter that names the coroutine to go on with, as the tasks of most libraries do.
template <class A>
concept transfers = std::is_convertible_v<suspend_result_t<A>, std::coroutine_handle<>>;

/// What an object's view needs to live on while a call goes on: nothing for a plain reference.
template <class Self>
struct kept_self {
  explicit kept_self(Self&& self) : self_(std::move(self)) {}
  Self& self(Self&) noexcept { return self_; }
  Self self_;
};
template <class Self>
struct kept_self<Self&> {
  explicit kept_self(Self&) noexcept {}
  Self& self(Self& object) noexcept { return object; }
};

/// A future and, where `operator co_await` makes one, its awaiter.
template <class F>
struct awaited {
  template <class Make>
  explicit awaited(Make&& make) : future(std::forward<Make>(make)()) {}
  auto& awaiter() noexcept { return future; }

  F future;
};
template <class F>
  requires(member_co_await<F> || free_co_await<F>)
struct awaited<F> {
  template <class Make>
  explicit awaited(Make&& make)
      : future(std::forward<Make>(make)()), awaiter_(get_awaiter(static_cast<F&&>(future))) {}
  auto& awaiter() noexcept { return awaiter_; }

  F future;
  decltype(get_awaiter(std::declval<F>())) awaiter_;
};

/// The stand-in for the caller, for those that transfer to it.
template <class A>
struct kept_stand_in {};
template <transfers A>
struct kept_stand_in<A> {
  stand_in caller;
};

/// Whether a result is handed over as soon as it is there, and its future ended. One that cannot be
/// moved stays with its future, as does what a reference may refer to.
template <class R>
concept handed_over =
    std::is_void_v<R> || (!std::is_reference_v<R> && std::is_move_constructible_v<R>);

/// All that an implementer's method leaves behind while its call goes on.
template <class R, class Self, class F>
struct in_flight : kept_self<Self>, awaited<F> {
  using future_type = F;
  using awaiter_type = std::remove_reference_t<decltype(std::declval<awaited<F>&>().awaiter())>;

  template <class Call>
  in_flight(Self&& object, Call& call)
      : kept_self<Self>(std::forward<Self>(object)),
        awaited<F>([&]() -> F { return call(this->self(object)); }) {}

  /// Whether the result is there. What follows is not asked then.
  bool ready() noexcept(noexcept(this->awaiter().await_ready())) {
    return static_cast<bool>(this->awaiter().await_ready());
  }

  /// Awaits it for `caller`: false if the result came meanwhile.
  bool suspend(std::coroutine_handle<> caller) {
    awaiter_type& awaiter = this->awaiter();
    static_assert(
        requires { awaiter.await_suspend(caller); },
        "a future behind a Dyn must accept any coroutine as its awaiter: its "
        "await_suspend has to take a std::coroutine_handle<>");
    if constexpr (transfers<awaiter_type>) {
      return !stand_in_.caller.start(
          caller, [&](std::coroutine_handle<> self) { return awaiter.await_suspend(self); });
    } else if constexpr (std::is_void_v<suspend_result_t<awaiter_type>>) {
      awaiter.await_suspend(caller);
      return true;
    } else {
      return awaiter.await_suspend(caller);
    }
  }

  /// Makes the result that is there in `reader`.
  void hand_over(outcome<R>& reader) {
    reader.set([this]() -> R { return result(); });
  }

  // A cast, as the conversion is the implementer's and no reason for a warning here.
  R result() { return static_cast<R>(this->awaiter().await_resume()); }

private:
  [[no_unique_address]] kept_stand_in<awaiter_type> stand_in_;
};

/// Whether a call is a task that keeps nothing but itself. What is only derived from a task has
/// more to end.
template <class R, class Self, class F>
inline constexpr bool is_bare_task = false;
template <class R, class Self>
inline constexpr bool is_bare_task<R, Self, task<R>> =
    handed_over<R> && std::is_trivially_destructible_v<kept_self<Self>>;

/// What a future takes up where it is kept.
template <class F>
inline constexpr std::size_t size_of_future = sizeof(F);
template <class F>
  requires std::is_reference_v<F>
inline constexpr std::size_t size_of_future<F> = sizeof(void*);

template <class F>
concept coroutine_type = requires { typename std::coroutine_traits<F>::promise_type; };

/// Whether `F` is one pointer to what does the work elsewhere, as a task is.
template <class F>
concept handle_like =
    std::is_reference_v<F> ||
    (sizeof(F) == sizeof(void*) && (member_co_await<F> || free_co_await<F> || coroutine_type<F>));

template <class Policy>
concept has_fallback = requires(void* place) {
  { Policy::allocate(std::size_t(), std::size_t()) } -> std::convertible_to<void*>;
  Policy::deallocate(place, std::size_t(), std::size_t());
};

/// These name the two sizes, or alignments, in the compiler's message.
template <std::size_t FutureSize, std::size_t Capacity>
inline constexpr bool future_fits_in_place = FutureSize <= Capacity;
template <std::size_t FutureAlignment, std::size_t Alignment>
inline constexpr bool future_is_aligned_in_place = FutureAlignment <= Alignment;

} // namespace detail

/// The inside of a Dyn future, as a shim sees it. Until `start` it is empty and can be moved; from
/// then on it stays where it is and holds the implementer's future until that has a result, or
/// longer if the result is not handed over. It allocates when that future is larger than
/// `Policy::capacity`: from the call's source, else the object's, else the policy. Its destructor
/// ends whatever it holds.
template <class R, class Policy = storage::standard>
class call_frame {
public:
  call_frame(void* object, memory* source) noexcept : object_(object), outcome_(source) {
    detail::birth_note::write(buffer_, object_);
  }
  /// Precondition: `other` has not been started.
  call_frame(call_frame&& other) noexcept
      : object_(other.object_), outcome_(other.outcome_.call.source()) {
    detail::birth_note::move(buffer_, other.buffer_, object_);
  }
  call_frame& operator=(call_frame&&) = delete;
  ~call_frame() {
    if (outcome_.call.in_flight())
      drop_in_flight();
    else if constexpr (!detail::trivially_ended<R>)
      outcome_.~outcome();
  }

  /// Makes the implementer's future, `call(self)`, and awaits it for `caller`: true if `caller` is
  /// to stay suspended, and then this frame may be gone already; false if the result is there.
  /// `self` is the object, or a view of it, which is kept until the future's end.
  template <class Self, class Call>
  bool start(std::coroutine_handle<> caller, Self&& self, Call call) {
    using future = decltype(call(self));
    using held = detail::in_flight<R, Self, future>;
    // Once suspended, the result may arrive on another thread and end this frame at any moment.
    if constexpr (is_task<Self, future>) {
      if (start_task(caller, std::forward<Self>(self), call))
        return true;
      if constexpr (!detail::ends_in_await_suspend) { // Then who suspended is left to this frame.
        outcome_.throw_error();
        set_idle();
      }
      return false;
    } else if constexpr (detail::handed_over<R>) {
      held& flight = build<held>(std::forward<Self>(self), call);
      ending<held> guard{this};
      if (!flight.ready()) {
        guard.frame = nullptr;
        set_in_flight<held>();
        if (flight.suspend(caller))
          return true;
        set_idle();
        guard.frame = this;
      }
      flight.hand_over(outcome_);
      return false;
    } else {
      held& flight = build<held>(std::forward<Self>(self), call);
      set_in_flight<held>();
      return !flight.ready() && flight.suspend(caller);
    }
  }

  /// The result, or the exception. Precondition: `start` returned false, or `caller` was resumed.
  R finish() {
    if constexpr (detail::handed_over<R>) {
      if (outcome_.call.in_flight()) [[unlikely]] {
        if (outcome_.call.is_task()) [[unlikely]]
          finish_task();
        else
          functions_in_flight().finish(*this);
      }
      return outcome_.take_value();
    } else {
      return functions_in_flight().finish(*this);
    }
  }

  /// The object, which in debug builds has not ended. Precondition: `start` was not called.
  void* live_object() const noexcept {
    detail::birth_note::check(buffer_, object_);
    return object_;
  }

  /// What does not fit comes from `source`, which must outlive this.
  void allocate_from(memory& source) noexcept { outcome_.call = detail::call_state(&source); }

private:
  using finish_result = std::conditional_t<detail::handed_over<R>, void, R>;
  // A result that can be handed over is made in the outcome, suspended or not: so callers take it
  // in one way, which GCC needs in order not to copy it once more.
  struct alignas(detail::call_state::alignment) functions {
    finish_result (*finish)(call_frame&);
    void (*drop)(call_frame&) noexcept;
  };

  template <class Held>
  void set_in_flight() noexcept {
    outcome_.call = detail::call_state::of_future(&functions_for<Held>);
  }
  void set_idle() noexcept { outcome_.call = detail::call_state(); }
  const functions& functions_in_flight() const noexcept {
    return *static_cast<const functions*>(outcome_.call.functions());
  }

  template <class Self, class Call>
  [[gnu::always_inline]] bool start_task(std::coroutine_handle<> caller, Self&& self, Call& call) {
    using kept = detail::kept_self<Self>;
    auto& object = *::new (static_cast<void*>(buffer_)) kept(std::forward<Self>(self));
    return call(object.self(self)).run(caller, outcome_);
  }
  // A task that suspended has ended itself, and left only an exception behind, if it can.
  void end_task() noexcept {
    if (!detail::ends_in_await_suspend || !outcome_.call.failed())
      std::coroutine_handle<>::from_address(outcome_.call.frame()).destroy();
  }
  // Out of line, as what follows is rare, and would be a good part of the code of every call.
  [[gnu::noinline, gnu::cold]] void finish_task() {
    end_task();
    outcome_.throw_error();
    set_idle();
  }
  [[gnu::noinline, gnu::cold]] void drop_in_flight() noexcept {
    if (!outcome_.call.is_task())
      return functions_in_flight().drop(*this);
    end_task();
    outcome_.~outcome();
  }

  /// What the buffer holds of a future that lives elsewhere.
  struct elsewhere {
    void* place;
    memory* source; // Null for the policy's own.
  };

  template <class Held>
  struct ending {
    call_frame* frame;
    ~ending() {
      if (frame != nullptr)
        frame->template drop<Held>();
    }
  };

  /// For what is kept beside a future: a stand-in for the caller, the view of the object, and an
  /// awaiter, a task's being four words. That is more than where to find what lives elsewhere.
  static constexpr std::size_t room_beside = sizeof(detail::stand_in) + 5 * sizeof(void*);
  /// There is room for a handle in any case.
  static constexpr std::size_t buffer_size =
      room_beside + (Policy::capacity < sizeof(void*) ? sizeof(void*) : Policy::capacity);
  static_assert(detail::birth_note::size <= buffer_size);

  /// What counts against the capacity: the future itself, or more if its awaiter is large.
  template <class Held>
  static constexpr std::size_t counted_size =
      sizeof(Held) < room_beside + detail::size_of_future<typename Held::future_type>
          ? detail::size_of_future<typename Held::future_type>
          : sizeof(Held) - room_beside;

  template <class Held>
  static constexpr bool fits =
      detail::handle_like<typename Held::future_type> ? sizeof(Held) <= buffer_size
                                                      : counted_size<Held> <= Policy::capacity;
  template <class Held>
  static constexpr bool in_place = fits<Held> && alignof(Held) <= alignof(std::max_align_t);
  template <class Self, class Future>
  static constexpr bool is_task =
      detail::is_bare_task<R, Self, Future> && sizeof(detail::kept_self<Self>) <= buffer_size &&
      alignof(detail::kept_self<Self>) <= alignof(std::max_align_t);

  template <class Held, class Self, class Call>
  Held& build(Self&& self, Call& call) {
    if constexpr (in_place<Held>) {
      return *::new (static_cast<void*>(buffer_)) Held(std::forward<Self>(self), call);
    } else if constexpr (detail::has_fallback<Policy>) {
      struct guard {
        call_frame& frame;
        elsewhere room;
        ~guard() {
          if (room.place != nullptr)
            frame.template deallocate<Held>(room);
        }
      };
      guard undo{*this, allocate<Held>()};
      Held* const held = ::new (undo.room.place) Held(std::forward<Self>(self), call);
      ::new (static_cast<void*>(buffer_)) elsewhere(std::exchange(undo.room, {}));
      return *held;
    } else if constexpr (!fits<Held>) {
      static_assert(detail::future_fits_in_place<counted_size<Held>, Policy::capacity>,
                    "the implementer's future is too large for the trait's storage policy, which "
                    "has no fallback");
    } else {
      static_assert(detail::future_is_aligned_in_place<alignof(Held), alignof(std::max_align_t)>,
                    "the implementer's future is aligned more strictly than what is in place, and "
                    "the trait's storage policy has no fallback");
    }
  }

  template <class Held>
  elsewhere allocate() {
    memory* source = outcome_.call.source();
    if (source == &detail::object_memory) {
      const auto& header = detail::block_header::of(object_);
      source = header.functions->source(object_);
    }
    if (source != nullptr)
      return {source->allocate(*source, sizeof(Held), alignof(Held)), source};
    return {Policy::allocate(sizeof(Held), alignof(Held)), nullptr};
  }

  template <class Held>
  void deallocate(const elsewhere& room) noexcept {
    if (room.source != nullptr)
      room.source->deallocate(*room.source, room.place, sizeof(Held), alignof(Held));
    else
      Policy::deallocate(room.place, sizeof(Held), alignof(Held));
  }

  template <class Held>
  Held& held() noexcept {
    if constexpr (in_place<Held>)
      return *std::launder(reinterpret_cast<Held*>(buffer_));
    else
      return *static_cast<Held*>(std::launder(reinterpret_cast<elsewhere*>(buffer_))->place);
  }

  template <class Held>
  void drop() noexcept {
    std::destroy_at(&held<Held>());
    if constexpr (!in_place<Held> && detail::has_fallback<Policy>)
      deallocate<Held>(*std::launder(reinterpret_cast<elsewhere*>(buffer_)));
  }

  template <class Held>
  static finish_result finish_held(call_frame& frame) {
    if constexpr (detail::handed_over<R>) {
      frame.set_idle();
      const ending<Held> guard{&frame};
      frame.held<Held>().hand_over(frame.outcome_);
    } else {
      return frame.held<Held>().result();
    }
  }
  template <class Held>
  static void drop_held(call_frame& frame) noexcept {
    frame.drop<Held>();
    if constexpr (!detail::trivially_ended<R>)
      frame.outcome_.~outcome();
  }
  template <class Held>
  static constexpr functions functions_for = {&finish_held<Held>, &drop_held<Held>};

  void* object_;
  union {
    detail::outcome<R> outcome_; // Not always destroyed, see there.
  };
  alignas(std::max_align_t) std::byte buffer_[buffer_size];
};

/// Starts a call in `frame`: the body of every shim of an async method. See call_frame::start; not
/// a member here, so that a result may be a type that is complete only where the shim is used.
template <class R, class Policy, class Self, class Call>
bool start_in(call_frame<R, Policy>& frame, std::coroutine_handle<> caller, Self&& self,
              Call call) {
  return frame.start(caller, std::forward<Self>(self), call);
}

} // namespace async_trait
