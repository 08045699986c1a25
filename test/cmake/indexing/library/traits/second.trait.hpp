#pragma once

inline constexpr int second = 2;
