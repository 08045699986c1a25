// Results where a library has none that are references.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <variant>

namespace async_trait::detail {

/// A result as a value.
template <class R>
using value_result_t =
    std::conditional_t<std::is_lvalue_reference_v<R>,
                       std::reference_wrapper<std::remove_reference_t<R>>, std::remove_cvref_t<R>>;

/// Where one is, once it is there.
template <class R>
using value_room = std::conditional_t<std::is_void_v<R>, std::monostate, std::optional<R>>;

} // namespace async_trait::detail
