#pragma once

inline constexpr int base = 1;
