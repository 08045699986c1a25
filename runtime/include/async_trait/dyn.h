// What the Dyn types of all traits have in common; generated code derives from these classes.
//
// Terms: an *implementer* is a type that satisfies a trait. A *vtable* is the constant of one
// implementer: a pointer to a *shim* for each method, and the *drop wrapper*. A Dyn type is a
// pointer to an object and a pointer to the vtable of its type. It is given as `Vtable`, which says
//
//   implemented_by<T>   whether T implements the trait with these parameters,
//   table_of<T>()       the vtable of T,
//   moved_from          the vtable of a moved-from Dyn, whose functions end the program,
//
// and converts to a pointer to the vtable of each supertrait.
#pragma once

#include <async_trait/box.h>
#include <async_trait/dyn_future.h>
#include <async_trait/empty.h>
#include <async_trait/future.h>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#if __has_cpp_attribute(clang::lifetimebound)
#define ASYNC_TRAIT_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define ASYNC_TRAIT_LIFETIMEBOUND
#endif

namespace async_trait {

/// The base of all Dyn types.
struct dyn_type {};

/// Whether T is a Dyn type, owning, borrowing or sharing. Associated functions, generic and
/// static-only methods are not asked of these.
template <class T>
concept dyn = std::derived_from<std::remove_cv_t<T>, dyn_type>;

/// A type that generated code must not ask for before its user knows `On`: one that another header
/// completes.
template <class T, class On>
struct later {
  using type = T;
};

/// Makes a static_assert fail where a template is used, and not before.
template <class...>
inline constexpr bool never = false;

/// Ends the boxed object of an owning or shared Dyn: the body of every drop wrapper. What cannot be
/// destroyed is only ever borrowed.
template <class T>
void drop(void* object) noexcept {
  if constexpr (std::is_destructible_v<T>)
    detail::drop_boxed<T>(object);
}

namespace detail {

/// The two pointers.
template <class Vtable>
class dyn_pointers : public dyn_type {
public:
  /// False once it has been moved from.
  explicit operator bool() const noexcept { return object_ != nullptr; }

protected:
  dyn_pointers(void* object, const Vtable* vtable) noexcept : object_(object), vtable_(vtable) {}

  void forget() noexcept {
    object_ = nullptr;
    vtable_ = &Vtable::moved_from;
  }

  template <class T>
  bool holds() const noexcept {
    if constexpr (Vtable::template implemented_by<T>)
      return vtable_ == Vtable::template table_of<T>();
    else
      return false;
  }

  void* object_;
  const Vtable* vtable_;

  friend struct dyn_access;
};

/// Lets one Dyn type take over the pointers of another.
struct dyn_access {
  template <class Vtable>
  static void* object(const dyn_pointers<Vtable>& dyn) noexcept {
    return dyn.object_;
  }
  template <class Vtable>
  static void forget(dyn_pointers<Vtable>& dyn) noexcept {
    dyn.forget();
  }

  /// The vtable of `dyn`, or that of its supertrait.
  template <class Wanted, class Vtable>
  static const Wanted* table(const dyn_pointers<Vtable>& dyn) noexcept {
    if constexpr (std::same_as<Wanted, Vtable>)
      return dyn.vtable_;
    else
      return static_cast<const Wanted*>(*dyn.vtable_);
  }
};

template <class Vtable, class Wanted>
concept vtable_for =
    std::same_as<Vtable, Wanted> || std::is_convertible_v<const Vtable&, const Wanted*>;

template <class Vtable>
Vtable vtable_type(const dyn_pointers<Vtable>&);

/// A Dyn type of `Wanted`'s trait or of one of its subtraits.
template <class D, class Wanted>
concept dyn_of = dyn<D> && requires {
  requires vtable_for<decltype(vtable_type(std::declval<const D&>())), Wanted>;
};

} // namespace detail

template <class Self, class Vtable>
class dyn_owner;
template <class Self, class Vtable>
class dyn_ref;
template <class Self, class Vtable>
class dyn_shared;

namespace detail {

/// Where the futures of what is inside a Dyn get their memory: an owned object may have been given
/// an allocator, a Ref knows what it was made of.
inline memory* source_of(const dyn_type&) noexcept { return &object_memory; }
template <class Self, class Vtable>
memory* source_of(const dyn_ref<Self, Vtable>& ref) noexcept {
  return ref.source_;
}

template <class S, class V>
std::true_type is_owner(const dyn_owner<S, V>&);
std::false_type is_owner(...);
template <class S, class V>
std::true_type is_shared(const dyn_shared<S, V>&);
std::false_type is_shared(...);

template <class D, class Vtable>
concept owner_of = dyn_of<D, Vtable> && decltype(is_owner(std::declval<const D&>()))::value;
template <class D, class Vtable>
concept shared_of = dyn_of<D, Vtable> && decltype(is_shared(std::declval<const D&>()))::value;
/// One that only borrows.
template <class D, class Vtable>
concept ref_of = dyn_of<D, Vtable> && !owner_of<D, Vtable> && !shared_of<D, Vtable>;

/// A value that an owning or shared Dyn can be made from by moving it into a box. Whether it can be
/// moved is not asked: for a class with a constructor that takes a Dyn, which may hold the class
/// itself, the answer would depend on itself.
template <class T, class Vtable>
concept boxable_value = Vtable::template implemented_by<std::remove_cvref_t<T>> &&
                        std::is_destructible_v<std::remove_cvref_t<T>>;

/// Whether the first argument says that an allocator follows.
template <class... Args>
inline constexpr bool with_allocator = false;
template <class First, class... Rest>
inline constexpr bool with_allocator<First, Rest...> =
    std::same_as<std::remove_cvref_t<First>, std::allocator_arg_t>;

/// The makers that owning and shared Dyns have in common.
template <class Self, class Vtable>
class dyn_makers {
public:
  /// A Dyn of `value`, which is moved or copied into a box on the heap, as by conversion.
  template <class T>
    requires boxable_value<T, Vtable>
  static Self from(T&& value) {
    return Self(std::forward<T>(value));
  }

  /// The same in memory of `allocator`, which also serves the futures that do not fit in place.
  template <class Allocator, class T>
    requires boxable_value<T, Vtable>
  static Self from(std::allocator_arg_t, const Allocator& allocator, T&& value) {
    return make<std::remove_cvref_t<T>>(std::allocator_arg, allocator, std::forward<T>(value));
  }

  /// A Dyn of a `T` that is made in its box.
  template <class T, class... Args>
    requires(Vtable::template implemented_by<T> && std::constructible_from<T, Args...> &&
             !with_allocator<Args...>)
  static Self make(Args&&... args) {
    return Self(boxed(), make_boxed<T>(std::forward<Args>(args)...),
                Vtable::template table_of<T>());
  }

  template <class T, class Allocator, class... Args>
    requires(Vtable::template implemented_by<T> && std::constructible_from<T, Args...>)
  static Self make(std::allocator_arg_t, const Allocator& allocator, Args&&... args) {
    return Self(boxed(), make_boxed_with<T>(allocator, std::forward<Args>(args)...),
                Vtable::template table_of<T>());
  }

protected:
  /// Marks the constructor that takes over what is in a box already.
  struct boxed {
    explicit boxed() = default;
  };
};

} // namespace detail

/// The base of `struct DynX`: owns its object.
///
/// Two pointers wide; moves without touching the object. It is as thread-safe as the object. Made
/// by conversion from a value, `from` or `make`, all of which allocate one block; converting it to
/// the Dyn of a supertrait, to a shared one, or moving it allocates nothing.
template <class Self, class Vtable>
class dyn_owner : public detail::dyn_pointers<Vtable>, public detail::dyn_makers<Self, Vtable> {
  using pointers = detail::dyn_pointers<Vtable>;
  using typename detail::dyn_makers<Self, Vtable>::boxed;

public:
  dyn_owner(boxed, void* object, const Vtable* vtable) noexcept : pointers(object, vtable) {}

  template <class T>
    requires(!detail::owner_of<std::remove_cvref_t<T>, Vtable> && detail::boxable_value<T, Vtable>)
  dyn_owner(T&& value)
      : pointers(detail::make_boxed<std::remove_cvref_t<T>>(std::forward<T>(value)),
                 Vtable::template table_of<std::remove_cvref_t<T>>()) {}

  template <class Allocator, class T>
    requires(!detail::owner_of<std::remove_cvref_t<T>, Vtable> && detail::boxable_value<T, Vtable>)
  dyn_owner(std::allocator_arg_t, const Allocator& allocator, T&& value)
      : pointers(detail::make_boxed_with<std::remove_cvref_t<T>>(allocator, std::forward<T>(value)),
                 Vtable::template table_of<std::remove_cvref_t<T>>()) {}

  /// From the Dyn of a subtrait.
  template <class D>
    requires(detail::owner_of<D, Vtable> && !std::derived_from<D, dyn_owner> && !std::is_const_v<D>)
  dyn_owner(D&& other) noexcept
      : pointers(detail::dyn_access::object(other), detail::dyn_access::table<Vtable>(other)) {
    detail::dyn_access::forget(other);
  }

  dyn_owner(dyn_owner&& other) noexcept : pointers(other) { other.forget(); }
  // The old object goes last: `other` may be inside of it.
  dyn_owner& operator=(dyn_owner&& other) noexcept {
    dyn_owner taken(std::move(other));
    std::swap(this->object_, taken.object_);
    std::swap(this->vtable_, taken.vtable_);
    return *this;
  }
  ~dyn_owner() {
    if (this->object_ != nullptr)
      this->vtable_->drop_fn(this->object_);
  }

  /// The object if it is a `T`, else null. Needs no RTTI.
  template <class T>
  T* target() noexcept {
    return this->template holds<T>() ? static_cast<T*>(this->object_) : nullptr;
  }
  template <class T>
  const T* target() const noexcept {
    return this->template holds<T>() ? static_cast<const T*>(this->object_) : nullptr;
  }

protected:
  callee self_() const noexcept { return {this->object_, &detail::object_memory}; }

  /// Hands the object over to the future of a consuming method.
  kept_object release_() noexcept {
    kept_object object(this->object_, this->vtable_->drop_fn);
    this->forget();
    return object;
  }
};

/// The base of `struct DynXShared`: one of several owners of its object.
///
/// Two pointers wide. Copies may be used and destroyed on different threads at once, as far as the
/// object allows it; the last one ends it.
template <class Self, class Vtable>
class dyn_shared : public detail::dyn_pointers<Vtable>, public detail::dyn_makers<Self, Vtable> {
  using pointers = detail::dyn_pointers<Vtable>;
  using typename detail::dyn_makers<Self, Vtable>::boxed;

public:
  dyn_shared(boxed, void* object, const Vtable* vtable) noexcept : pointers(object, vtable) {}

  template <class T>
    requires(!detail::owner_of<std::remove_cvref_t<T>, Vtable> &&
             !detail::shared_of<std::remove_cvref_t<T>, Vtable> && detail::boxable_value<T, Vtable>)
  dyn_shared(T&& value)
      : pointers(detail::make_boxed<std::remove_cvref_t<T>>(std::forward<T>(value)),
                 Vtable::template table_of<std::remove_cvref_t<T>>()) {}

  template <class Allocator, class T>
    requires(!detail::owner_of<std::remove_cvref_t<T>, Vtable> &&
             !detail::shared_of<std::remove_cvref_t<T>, Vtable> && detail::boxable_value<T, Vtable>)
  dyn_shared(std::allocator_arg_t, const Allocator& allocator, T&& value)
      : pointers(detail::make_boxed_with<std::remove_cvref_t<T>>(allocator, std::forward<T>(value)),
                 Vtable::template table_of<std::remove_cvref_t<T>>()) {}

  /// From an owning Dyn of the trait or of a subtrait, or from a shared one of a subtrait.
  template <class D>
    requires((detail::owner_of<D, Vtable> || detail::shared_of<D, Vtable>) &&
             !std::derived_from<D, dyn_shared> && !std::is_const_v<D>)
  dyn_shared(D&& other) noexcept
      : pointers(detail::dyn_access::object(other), detail::dyn_access::table<Vtable>(other)) {
    detail::dyn_access::forget(other);
  }
  template <class D>
    requires(detail::shared_of<D, Vtable> && !std::derived_from<D, dyn_shared>)
  dyn_shared(const D& other) noexcept
      : pointers(detail::dyn_access::object(other), detail::dyn_access::table<Vtable>(other)) {
    join();
  }

  dyn_shared(const dyn_shared& other) noexcept : pointers(other) { join(); }
  dyn_shared(dyn_shared&& other) noexcept : pointers(other) { other.forget(); }
  dyn_shared& operator=(dyn_shared other) noexcept {
    const pointers mine = *this;
    pointers::operator=(other);
    static_cast<pointers&>(other) = mine;
    return *this;
  }
  ~dyn_shared() {
    if (this->object_ != nullptr && leave())
      this->vtable_->drop_fn(this->object_);
  }

  template <class T>
  T* target() noexcept {
    return this->template holds<T>() ? static_cast<T*>(this->object_) : nullptr;
  }
  template <class T>
  const T* target() const noexcept {
    return this->template holds<T>() ? static_cast<const T*>(this->object_) : nullptr;
  }

protected:
  callee self_() const noexcept { return {this->object_, &detail::object_memory}; }

private:
  std::atomic<std::size_t>& owners() const noexcept {
    return detail::block_header::of(this->object_).owners;
  }
  void join() const noexcept {
    if (this->object_ != nullptr)
      owners().fetch_add(1, std::memory_order_relaxed);
  }
  /// Whether this was the last owner, who then sees all that the others did.
  bool leave() const noexcept { return owners().fetch_sub(1, std::memory_order_acq_rel) == 1; }
};

/// The base of `struct DynXRef`: borrows its object, which must outlive it, and like a pointer
/// gives access to it as it is, whether the Ref itself is const or not. Three pointers wide: the
/// object of another Dyn brings its allocator along.
template <class Self, class Vtable>
class dyn_ref : public detail::dyn_pointers<Vtable> {
  using pointers = detail::dyn_pointers<Vtable>;

public:
  /// Of an object. One that is const will do where all methods are.
  template <class T>
    requires(!detail::dyn_of<T, Vtable> && Vtable::template implemented_by<T>)
  dyn_ref(T& object ASYNC_TRAIT_LIFETIMEBOUND) noexcept
      : pointers(const_cast<void*>(static_cast<const void*>(std::addressof(object))),
                 Vtable::template table_of<T>()),
        source_(nullptr) {}

  /// Of what is inside another Dyn, of this trait or of a subtrait. Again, one that is const will
  /// do where all methods are.
  template <class D>
    requires(detail::dyn_of<D, Vtable> &&
             (!std::is_const_v<D> || Vtable::template implemented_by<D>))
  dyn_ref(D& dyn ASYNC_TRAIT_LIFETIMEBOUND) noexcept
      : pointers(detail::dyn_access::object(dyn), detail::dyn_access::table<Vtable>(dyn)),
        source_(detail::source_of(dyn)) {}
  template <class D>
    requires detail::ref_of<D, Vtable>
  dyn_ref(const D& dyn) noexcept
      : pointers(detail::dyn_access::object(dyn), detail::dyn_access::table<Vtable>(dyn)),
        source_(detail::source_of(dyn)) {}

  dyn_ref(const dyn_ref&) = default;
  dyn_ref& operator=(const dyn_ref&) = default;

  template <class T>
  T* target() const noexcept {
    return this->template holds<T>() ? static_cast<T*>(this->object_) : nullptr;
  }

protected:
  callee self_() const noexcept { return {this->object_, source_}; }

private:
  template <class S, class V>
  friend memory* detail::source_of(const dyn_ref<S, V>&) noexcept;

  memory* source_; // Null for an object that is in no Dyn.
};

} // namespace async_trait

#undef ASYNC_TRAIT_LIFETIMEBOUND
