#pragma once

#if defined(INSIDE) && __cplusplus <= 202002L
#error "not the library's own standard"
#endif
inline constexpr int first = 1;
