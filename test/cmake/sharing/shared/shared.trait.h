#pragma once

#ifdef FAST
#include <protocol.h>
inline constexpr int speed = 2;
#else
#include <version.h>
inline constexpr int speed = 1;
#endif
static_assert(speed == EXPECTED_SPEED);
