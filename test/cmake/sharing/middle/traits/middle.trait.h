#pragma once
#include "uses_base.h"
#include <other.h>

inline constexpr int middle = 1 + twice_base;
