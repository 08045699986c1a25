// A call on a Dyn that was moved from. It costs a live one nothing: the moved-from object has a
// vtable of its own, whose functions are made here.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <type_traits>

namespace async_trait {

/// A string literal as a template argument.
template <std::size_t N>
struct literal {
  char text[N];

  constexpr literal(const char (&characters)[N]) noexcept {
    for (std::size_t i = 0; i < N; ++i)
      text[i] = characters[i];
  }
};

/// Says which call on an empty Dyn it was, and ends the program.
[[noreturn]] inline void end_program(const char* trait, const char* method) noexcept {
  std::fprintf(stderr, "async_trait: %s::%s was called on an empty Dyn: it was moved from\n", trait,
               method);
  std::abort();
}

namespace detail {

template <literal Trait, literal Method, class Function>
struct ending_function;
template <literal Trait, literal Method, class R, class... Args>
struct ending_function<Trait, Method, R(Args...)> {
  [[noreturn]] static R call(Args...) { end_program(Trait.text, Method.text); }
};
template <literal Trait, literal Method, class R, class... Args>
struct ending_function<Trait, Method, R(Args...) noexcept> {
  [[noreturn]] static R call(Args...) noexcept { end_program(Trait.text, Method.text); }
};

/// Storage that no object ever lives in.
template <class T>
union nothing {
  constexpr nothing() noexcept : none() {}
  constexpr ~nothing() {}

  char none;
  T value;
};
template <class T>
inline constinit const nothing<T> no_object{};

} // namespace detail

/// Fills the vtable of a moved-from Dyn: converts to a pointer to any function, which says that
/// `Method` of `Trait` was called and ends the program.
template <literal Trait, literal Method>
struct called_when_empty {
  template <class Function>
    requires std::is_function_v<Function>
  constexpr operator Function*() const noexcept {
    return &detail::ending_function<Trait, Method, Function>::call;
  }
};

namespace detail {

/// What `&T::name` points to: a static member, or the function of a Dyn type that reads it.
template <class Pointer>
struct constant_behind {
  using type = void;
};
template <class C>
struct constant_behind<const C*> {
  using type = C;
};
template <class C, class D>
struct constant_behind<const C& (D::*)() const noexcept> {
  using type = C;
};

} // namespace detail

/// What `&T::name` of an implementer must be for an associated constant `C name`: a pointer to a
/// const `C` or, where a copy can be made by the compiler, to what converts to one.
template <class Pointer, class C, class Found = typename detail::constant_behind<Pointer>::type>
concept constant = std::is_same_v<Found, C> ||
                   (std::is_trivially_copyable_v<C> && std::is_convertible_v<const Found&, C>);

namespace detail {

/// An implementer's constant of another type.
template <class C, auto Pointer>
inline constexpr C converted_constant = static_cast<C>(*Pointer);

} // namespace detail

/// What a vtable refers to for an associated constant `C name`, from the implementer's `&T::name`.
template <class C, auto Pointer>
constexpr const C& constant_of() noexcept {
  if constexpr (std::is_same_v<decltype(Pointer), const C*>)
    return *Pointer;
  else
    return detail::converted_constant<C, Pointer>;
}

/// The constant of a moved-from Dyn, never read.
template <class T>
constexpr const T& no_constant() noexcept {
  return detail::no_object<T>.value;
}

} // namespace async_trait
