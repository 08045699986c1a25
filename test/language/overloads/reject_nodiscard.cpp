// expect: nodiscard
#include "overloads.h"

void use(demo::DynReader<int>& reader) { reader.position(); }
