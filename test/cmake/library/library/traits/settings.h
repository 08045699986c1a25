#pragma once

namespace traits {
inline constexpr int capacity = 4;
}
