#include "complete.h"
#include "testing.h"

static_assert(demo::AsyncIter<Complete, int>);

int main() { std::puts("ok"); }
