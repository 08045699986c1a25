#pragma once
#include <traits/base.h>

inline constexpr int twice_base = 2 * base;
