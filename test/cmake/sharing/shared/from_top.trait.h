#pragma once

inline constexpr int from_top = 1;
