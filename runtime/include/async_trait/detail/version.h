// Which generated code this runtime is for.
#pragma once

namespace async_trait {

/// Counts up whenever generated headers of before would not do any more. Each generated header
/// compares it with what its generator was made for.
inline constexpr int generated_code_version = 1;

} // namespace async_trait
