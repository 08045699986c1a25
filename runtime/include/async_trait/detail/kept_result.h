// A result on its way to or from a library whose results are values, and whose end is a call.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace async_trait::detail {

/// A result as a value.
template <class R>
using value_result_t =
    std::conditional_t<std::is_lvalue_reference_v<R>,
                       std::reference_wrapper<std::remove_reference_t<R>>, std::remove_cvref_t<R>>;

/// Nothing yet, an `R` or an exception.
template <class R>
class kept_result {
public:
  template <class Result>
  void set_value(Result&& result) {
    value_.emplace(std::forward<Result>(result));
  }
  void set_error(std::exception_ptr error) noexcept { error_ = std::move(error); }

  /// Precondition: one was set, or `R` is void.
  R take() {
    if (error_)
      std::rethrow_exception(std::move(error_));
    if constexpr (!std::is_void_v<R>)
      return *std::move(value_);
  }

private:
  std::exception_ptr error_;
  std::conditional_t<std::is_void_v<R>, std::monostate, std::optional<R>> value_;
};

} // namespace async_trait::detail
