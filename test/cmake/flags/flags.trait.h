#pragma once
#include <from_system.h>
#include <shadowed.h>
#include <cstdlib>
#include <string_view>

using Size = decltype(sizeof(std::nullptr_t{}));

struct Statements {
  STATEMENTS;
};
static_assert(sizeof(Statements) == 2 * sizeof(int));
static_assert(std::string_view(QUOTED) == "it's a \"b\"");
static_assert(std::string_view(BRACKETS) == "[[]==]");
static_assert(SPLIT == 2);
static_assert(std::string_view(FROM_FLAGS) == "a b");
static_assert(AT_THE_END == 1);
static_assert(OLD_STYLE + ANOTHER == 3);
static_assert(!SHADOWED);
static_assert(FROM_LIBRARY == 1 EMPTY);
static_assert(__cplusplus > 202002L);

#if defined(ONLY_IN_C)
#error "a definition for C reached a C++ header"
#endif
#if !defined(__STRICT_ANSI__)
#error "extensions are off"
#endif
#if defined(IS_RELEASE) != defined(NDEBUG)
#error "the configuration's flags are not those of its definitions"
#endif
