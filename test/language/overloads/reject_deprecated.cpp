// expect: use position
#include "overloads.h"

void use(demo::DynReader<int>& reader) { static_cast<void>(reader.tell()); }
