// What the bodies of provided methods are written with in generated code, where they are templates
// and the object is a pointer, `self`.
#pragma once

#include <memory>

namespace async_trait {

/// `result` itself: `awaited(co_await next()).value()` is what a trait has as
/// `(co_await next()).value()`, of which GCC 12 cannot tell the type in a template. A result by
/// value lives as long as in parentheses, to the end of the full expression.
template <class R>
constexpr R&& awaited(R&& result) noexcept {
  return static_cast<R&&>(result);
}

/// What stands for `this` in a lambda that captures `*this`: a pointer to a copy, which it holds.
template <class T>
class captured {
public:
  constexpr explicit captured(const T& object) : object_(object) {}

  constexpr T* operator->() noexcept { return std::addressof(object_); }
  constexpr const T* operator->() const noexcept { return std::addressof(object_); }
  constexpr T& operator*() noexcept { return object_; }
  constexpr const T& operator*() const noexcept { return object_; }
  constexpr operator T*() noexcept { return std::addressof(object_); }
  constexpr operator const T*() const noexcept { return std::addressof(object_); }

private:
  T object_;
};

} // namespace async_trait
