#pragma once
#include <beside.h>
#include <configured.h>

static_assert(FROM_DIRECTORY + FROM_BESIDE + FROM_CONFIGURED == 3);
#if defined(IS_RELEASE) != defined(NDEBUG)
#error "the configuration's flags are not those of the directory"
#endif
#if !defined(elsewhere_EXPORTS)
#error "the program's own definition is missing"
#endif
