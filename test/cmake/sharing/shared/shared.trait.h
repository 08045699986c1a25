#pragma once

#ifdef FAST
inline constexpr int speed = 2;
#else
inline constexpr int speed = 1;
#endif
static_assert(speed == EXPECTED_SPEED);
