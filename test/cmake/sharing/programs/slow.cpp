#include "shared.h"

int main() { return speed - 1; }
