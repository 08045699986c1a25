#include "shared.h"
#include "shared/from_top.h"
#include "traits/base.h"
#include "traits/middle.h"

int middle_of_library();

int main() { return speed + base + middle + from_top == 7 ? middle_of_library() - middle : 1; }
