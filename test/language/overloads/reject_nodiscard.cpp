// expect: the position is the only result
#include "overloads.h"

void use(demo::DynReader<int>& reader) { reader.position(); }
