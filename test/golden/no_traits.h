#pragma once

namespace demo {
inline constexpr int plain = 5;
}
