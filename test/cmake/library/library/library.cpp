#include "traits/reader.h"

const char* greeting() { return traits::greeting; }
