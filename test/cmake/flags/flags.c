#if !defined(ONLY_IN_C) || defined(FROM_LIBRARY)
#error "the definitions are mixed up"
#endif
typedef int a_translation_unit_is_not_empty;
