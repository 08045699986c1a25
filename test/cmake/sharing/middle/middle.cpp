#include "traits/middle.h"

int middle_of_library() { return middle; }
