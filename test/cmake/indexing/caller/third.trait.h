#pragma once

static_assert(PASSED_ON == 1);
inline constexpr int third = 3;
