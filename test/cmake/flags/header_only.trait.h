#pragma once
#include <from_system.h>

static_assert(PASSED_ON == 1 && FROM_LIBRARY == 1);
