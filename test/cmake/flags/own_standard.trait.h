#pragma once

static_assert(__cplusplus > 202002L);
#if defined(__STRICT_ANSI__)
#error "extensions are on"
#endif
#if !defined(own_standard_EXPORTS)
#error "the shared library's own definition is missing"
#endif
static_assert(OF_THE_SOURCE == 1);
